import { findingSchema } from '@sluice/contracts';
import { FINDING_VALUES } from '@sluice/core/understand';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { analyzeAll, textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { createTextAnalyzers } from './create-text-analyzers.ts';

const schemas: Readonly<Record<string, z.ZodMiniType>> = FINDING_VALUES;
const analyzers = createTextAnalyzers();

describe('findings of texts', () => {
  it.each(Object.entries(TEXTS))('of %s have the shapes that clients know', async (_, text) => {
    const { findings, failed } = await analyzeAll(analyzers, textSubject(text));
    expect(failed).toEqual([]);
    expect(Object.keys(findings)).toEqual(expect.arrayContaining(['language', 'category', 'keywords', 'tags']));
    for (const [name, finding] of Object.entries(findings)) {
      expect(z.safeParse(findingSchema, finding).success).toBe(true);
      expect([name, schemas[name] && z.safeParse(schemas[name], finding.value).success]).toEqual([name, true]);
      expect(finding.method).toMatch(/@\d/);
    }
  });

  it.each(Object.entries(TEXTS))('of %s quote the page they point to', async (_, text) => {
    const pages = ['A page before.', text];
    const { findings } = await analyzeAll(analyzers, textSubject(...pages));
    const evidence = Object.values(findings).flatMap((finding) => finding.evidence ?? []);
    expect(evidence.length).toBeGreaterThan(0);
    for (const { page = 0, start = -1, end = -1, quote } of evidence) {
      const words = pages[page - 1]?.slice(start, end);
      expect(words).toHaveLength(end - start);
      if (quote !== undefined) expect(words?.startsWith(quote)).toBe(true);
    }
  });

  it('are the same each time', async () => {
    const look = () => analyzeAll(createTextAnalyzers(), textSubject(TEXTS.review, TEXTS.invoice));
    expect(await look()).toEqual(await look());
  });

  it('come of any text without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 3 }), async (pages) => {
        const { failed } = await analyzeAll(analyzers, textSubject(...pages));
        expect(failed).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('are of the first hundred thousand characters only', async () => {
    const subject = textSubject('word '.repeat(20_000), TEXTS.invoice);
    const { findings } = await analyzeAll(analyzers, subject);
    expect(findings.pii).toBeUndefined();
    expect(findings.category?.value).not.toBe('invoice');
  });

  it('end with the signal', async () => {
    const reason = new Error('time is up');
    const subject = textSubject(TEXTS.review);
    const language = analyzers.filter(({ name }) => !['language', 'category'].includes(name));
    for (const analyzer of language) {
      await expect(analyzer.analyze(subject, AbortSignal.abort(reason)), analyzer.name).rejects.toBe(reason);
    }
  });
});
