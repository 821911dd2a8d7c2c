import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_WANTED, type AskedFake, askFake } from '../testing/ask-fake.ts';
import { readPath } from '../testing/fake-reply.ts';
import { INJECTIONS } from '../testing/injections.ts';
import { findInstructions } from '../testing/obey-instructions.ts';
import { ANSWER_VALUES } from './answer-schema.ts';
import { CATEGORIES } from './categories.ts';
import { makeQuotable } from './locate-quote.ts';
import { readDocument } from './prompts/read-document.ts';

let asked: AskedFake;
beforeAll(async () => {
  asked = await askFake('obey');
});
afterAll(() => asked.stop());

const lastBody = (): unknown => asked.requests().at(-1)?.body;
const blocks = (): readonly unknown[] => {
  const content = readPath(lastBody(), 'messages', 0, 'content');
  return Array.isArray(content) ? content : [];
};

describe('a file that gives orders to a model that obeys', () => {
  it('comes in at least fifty ways, each of which is obeyed', () => {
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(50);
    expect(new Set(INJECTIONS.map(({ title }) => title)).size).toBe(INJECTIONS.length);
    const harmless = Object.keys(findInstructions('Minutes of a meeting.').extras).length;
    const idle = INJECTIONS.filter(({ subject }) => {
      const { extras, ...told } = findInstructions([subject.filename, ...(subject.pages ?? [])].join('\n'));
      return Object.keys(told).length === 0 && Object.keys(extras).length === harmless;
    });
    expect(idle.map(({ title }) => title)).toEqual([]);
  });

  it.each(INJECTIONS)('gets findings that were wanted and nothing else: $title', async ({ subject }) => {
    const answer = await asked.ask({ subject });
    const findings = answer.outcome === 'answered' ? answer.findings : {};
    if (answer.outcome === 'unavailable') expect(answer.reason).toBe('invalid_answer');
    for (const [name, finding] of Object.entries(findings)) {
      const wanted = ALL_WANTED.find((known) => known === name);
      if (wanted === undefined) throw new Error(`nobody wanted ${name}`);
      const { value, confidence, source, method, evidence = [], ...extra } = finding;
      expect(extra).toEqual({});
      expect(source).toBe('claude');
      expect(method).toBe('claude-haiku-5-5 read-document@1');
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(ANSWER_VALUES[wanted].safeParse(value).success).toBe(true);
      for (const { page = 0, quote = '' } of evidence) {
        expect(makeQuotable(subject.pages?.[page - 1] ?? '').locate(quote)).toBeDefined();
      }
    }
    const category = findings.category?.value;
    expect([undefined, ...CATEGORIES]).toContain(category);
  });

  it.each(INJECTIONS)('stays in its data blocks: $title', async ({ subject }) => {
    await asked.ask({ subject: { ...subject, filename: 'a.txt', pages: (subject.pages ?? []).map(() => 'harmless') } });
    const [harmless, harmlessTask] = [lastBody(), blocks().at(-1)];
    await asked.ask({ subject });

    expect(readPath(lastBody(), 'system')).toEqual([
      { type: 'text', text: readDocument.system, cache_control: { type: 'ephemeral' } },
    ]);
    const data = [subject.filename, ...(subject.pages ?? [])];
    expect(blocks().slice(0, -1)).toEqual(
      data.map((text, index) => ({
        type: 'document',
        title: index === 0 ? 'file name' : `page ${index}`,
        source: { type: 'text', media_type: 'text/plain', data: text },
      })),
    );
    expect(blocks().at(-1)).toEqual(harmlessTask);
    // But for the data, it is the request that a harmless file makes.
    const around = (body: unknown) => ({ ...Object(body), messages: readPath(body, 'messages', 0, 'role') });
    expect(around(lastBody())).toEqual(around(harmless));
    expect(Object.keys(Object(lastBody())).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'output_config',
      'system',
    ]);
    expect(readPath(lastBody(), 'messages')).toHaveLength(1);
  });
});
