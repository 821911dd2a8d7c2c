import { findingSchema } from '@sluice/contracts';
import { FINDING_VALUES } from '@sluice/core/understand';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { analyzeAll, pictureSubject } from '../../testing/analyze-subject.ts';
import { drawHouse, drawPage, drawPhoto } from '../../testing/draw-pictures.ts';
import { createPictureAnalyzers } from './create-picture-analyzers.ts';

const schemas: Readonly<Record<string, z.ZodMiniType>> = FINDING_VALUES;
const words = ['Meeting', 'of', 'the', 'committee', 'on', 'the', 'library'].map((text, index) => ({
  text,
  confidence: 0.9,
  box: { x: 0.1 * index, y: 0.1, width: 0.08, height: 0.03 },
}));
const reads = { recognize: async () => ({ text: '', confidence: 0.9, words }) };
const readsNothing = { recognize: async () => ({ text: '', confidence: 0, words: [] }) };
const breaks = {
  recognize: async () => {
    throw new Error('the engine broke');
  },
};
const look = async (recognizer: typeof reads, picture: Buffer, modelsDir?: string) =>
  analyzeAll(
    createPictureAnalyzers({ recognizer, ...(modelsDir !== undefined && { modelsDir }) }),
    pictureSubject(picture),
  );

describe('findings of pictures', () => {
  it.each([
    ['drawing', drawHouse],
    ['photo', drawPhoto],
  ])('of a %s have the shapes that clients know', async (category, draw) => {
    const { findings, failed } = await look(readsNothing, await draw());
    expect(failed).toEqual([]);
    expect(findings.category?.value).toBe(category);
    expect(findings.moderation?.value).toBe('safe');
    expect(findings.moderation?.confidence).toBeGreaterThanOrEqual(0.85);
    expect(findings.description?.value).toMatch(new RegExp(`^A ${category} .*\\.$`));
    for (const [name, finding] of Object.entries(findings)) {
      expect(z.safeParse(findingSchema, finding).success).toBe(true);
      expect([name, schemas[name] && z.safeParse(schemas[name], finding.value).success]).toEqual([name, true]);
      for (const { box = { x: 0, y: 0, width: 0, height: 0 } } of finding.evidence ?? []) {
        expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  it('of a page are its text, line by line', async () => {
    const { findings } = await look(reads, await drawPage());
    expect(findings.text).toMatchObject({
      value: 'Meeting of the committee on the library',
      confidence: 0.9,
      evidence: [{ page: 1, quote: 'Meeting of the committee on the library' }],
    });
    expect(findings.description?.value).toContain('“Meeting of the committee on the library”');
    expect(findings.moderation?.confidence).toBeGreaterThanOrEqual(0.85);
  });

  it('are the same each time', async () => {
    const picture = await drawHouse();
    expect(await look(reads, picture)).toEqual(await look(reads, picture));
  });

  it('come of one reading, and of none where nothing is to be read', async () => {
    const recognize = vi.fn(readsNothing.recognize);
    await look({ recognize }, await drawPage());
    expect(recognize).toHaveBeenCalledTimes(1);
    await look({ recognize }, await drawPhoto());
    expect(recognize).toHaveBeenCalledTimes(1);
  });
});

describe('a part that fails', () => {
  it('costs the text only when the engine breaks', async () => {
    const { findings, failed } = await look(breaks, await drawPage());
    expect(failed).toEqual(['text']);
    expect(Object.keys(findings)).toEqual(expect.arrayContaining(['moderation', 'category', 'description', 'tags']));
    expect(findings.category?.value).toBe('document');
  });

  it('costs objects and moderation only when there are no models', async () => {
    const { findings, failed } = await look(reads, await drawPage(), '/nowhere');
    expect(failed).toEqual(['objects', 'moderation']);
    expect(Object.keys(findings)).toEqual(['text', 'category', 'description', 'tags']);
  });

  it('fails with the reason of the signal when it was aborted', async () => {
    const reason = new Error('time is up');
    const [, , text, category] = createPictureAnalyzers({ recognizer: reads });
    const subject = pictureSubject(await drawPage());
    await expect(text?.analyze(subject, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(category?.analyze(subject, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('what is taken', () => {
  it('is every picture for objects and moderation, and the rest only where there is no text yet', async () => {
    const analyzers = createPictureAnalyzers({ recognizer: reads });
    const takers = (pages: readonly string[]) =>
      analyzers.filter((each) => each.takes({ ...pictureSubject(new Uint8Array()), pages })).map(({ name }) => name);
    expect(takers(['A page.'])).toEqual(['objects', 'moderation']);
    expect(takers([' '])).toHaveLength(analyzers.length);
  });
});
