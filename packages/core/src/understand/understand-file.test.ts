import type { Finding } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../access/index.ts';
import type { Analyzer, Findings } from './analyzer.ts';
import { inspectedFile, RUN, resultOf } from './inspected-file.ts';
import { type LanguageModel, type ModelRequest, noLanguageModel } from './language-model.ts';
import { createUnderstandFile } from './understand-file.ts';

const local = (value: Finding['value'], confidence: number): Finding => ({ value, confidence, source: 'local' });
const says = (findings: Findings, name = 'analyzer'): Analyzer => ({
  name,
  takes: () => true,
  analyze: async () => findings,
});
const review = { ...DEFAULT_POLICY.review, required: ['category'] };
const never = new AbortController().signal;

async function world({
  analyzers = [says({ category: local('invoice', 0.9), language: local('en', 1) })] as readonly Analyzer[],
  model = noLanguageModel as LanguageModel,
  policy = {},
  text = 'Invoice 12\fTotal 30 EUR',
} = {}) {
  const file = await inspectedFile({ review, ...policy });
  await file.store('text', text);
  const understand = createUnderstandFile({ ...file, analyzers, model });
  return { ...file, understand: (results = [resultOf('text')], run = RUN) => understand(run, results, never) };
}

/** Answers what it is told to, and keeps what it was asked. */
function modelThatSays(findings: Findings) {
  const asked: ModelRequest[] = [];
  const usage = { model: 'm', prompt: 'p@1', inputTokens: 1, outputTokens: 1, dollars: 0.001 };
  const model: LanguageModel = {
    ask: async (request) => {
      asked.push(request);
      return { outcome: 'answered', findings, usage };
    },
  };
  return { asked, model };
}

describe('understanding a file', () => {
  it('writes down what processing made and what was found, and goes on when it is sure', async () => {
    const { understand, file, facts, rebuilt } = await world();
    expect(await understand()).toMatchObject({ verdict: 'accepted', reason: '', review_seconds: 0 });
    expect(await file()).toMatchObject({
      status: 'publishing',
      findings: { category: { value: 'invoice', source: 'local' }, placeholder: { source: 'process' } },
      renditions: [{ name: 'text' }],
      searchText: expect.stringContaining('invoice Invoice 12 Total 30 EUR'),
    });
    expect(await facts()).toEqual([
      'file.uploaded',
      'file.inspected',
      'rendition.created',
      'file.processed',
      'file.understood',
    ]);
    expect(await rebuilt()).toEqual(await file());
  });

  it('waits for a person as long as the tenant says when a required finding is not sure', async () => {
    const { understand, file } = await world({ analyzers: [says({ category: local('letter', 0.84) })] });
    expect(await understand()).toMatchObject({ verdict: 'unsure', review_seconds: 7 * 86_400 });
    expect(await file()).toMatchObject({
      status: 'pending_review',
      unsure: ['category'],
      reviewId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('waits for a person when a required finding is missing, but not for one the file cannot have', async () => {
    const silent = await world({ analyzers: [] });
    expect((await silent.understand()).verdict).toBe('unsure');
    const picture = await world({ analyzers: [], policy: { review: { ...review, required: ['moderation'] } } });
    expect((await picture.understand()).verdict).toBe('accepted');
  });

  it('measures each finding with the threshold of its own', async () => {
    const { understand } = await world({
      analyzers: [says({ category: local('letter', 0.6) })],
      policy: { review: { ...review, thresholds: { category: 0.6 } } },
    });
    expect((await understand()).verdict).toBe('accepted');
  });

  it('twice leaves the same as once', async () => {
    const { understand, facts } = await world();
    const first = await understand();
    const before = await facts();
    expect((await understand()).verdict).toBe(first.verdict);
    expect(await facts()).toEqual(before);
  });

  it('that was taken up as another run counts no more', async () => {
    const { understand, resume, facts } = await world();
    await resume('understand', 2);
    const before = await facts();
    await expect(understand()).rejects.toMatchObject({ name: 'RunSuperseded' });
    expect(await facts()).toEqual(before);
  });

  it('that is taken up keeps what the run before it made', async () => {
    const dying = await world({ model: { ask: () => Promise.reject(new Error('killed')) }, analyzers: [] });
    await expect(dying.understand()).rejects.toThrow('killed');
    await dying.resume('understand', 2);
    const again = { ...dying, analyzers: [says({ category: local('invoice', 0.9) })], model: noLanguageModel };
    expect(await createUnderstandFile(again)({ ...RUN, run: 2 }, [], never)).toMatchObject({ verdict: 'accepted' });
    expect(await dying.file()).toMatchObject({ run: 2, renditions: [{ name: 'text' }], status: 'publishing' });
    expect((await dying.facts()).filter((type) => type === 'file.processed')).toHaveLength(1);
  });
});

describe('an analyzer that breaks', () => {
  it('costs its own findings only, and is named', async () => {
    const broken: Analyzer = { ...says({}, 'objects'), analyze: () => Promise.reject(new Error('no model')) };
    const { understand, file } = await world({ analyzers: [broken, says({ category: local('invoice', 0.9) })] });
    expect(await understand()).toMatchObject({ verdict: 'accepted', broken: [{ analyzer: 'objects' }] });
    expect((await file())?.findings).toHaveProperty('category');
  });

  it('is not asked about what is not its business', async () => {
    const pictures: Analyzer = {
      name: 'pictures',
      takes: ({ picture }) => picture !== undefined,
      analyze: () => Promise.reject(new Error('asked')),
    };
    const { understand } = await world({ analyzers: [pictures, says({ category: local('invoice', 0.9) })] });
    expect((await understand()).broken).toEqual([]);
  });
});

describe('a model', () => {
  it('is asked only for what is missing or unsure', async () => {
    const { asked, model } = modelThatSays({});
    const names = ['category', 'summary', 'keywords', 'entities', 'tags'];
    const sure = Object.fromEntries(names.map((name) => [name, local('x', 0.9)]));
    await (await world({ model, analyzers: [says(sure)] })).understand();
    expect(asked).toEqual([]);
    const { tags: _missing, ...others } = sure;
    await (await world({ model, analyzers: [says({ ...others, category: local('x', 0.5) })] })).understand();
    expect(asked[0]?.wanted).toEqual(['category', 'tags']);
    expect(asked[0]?.subject.pages).toEqual(['Invoice 12', 'Total 30 EUR']);
  });

  it('is believed where it is surer, and each finding says who found it', async () => {
    const claude = (value: string, confidence: number): Finding => ({ value, confidence, source: 'claude' });
    const { model } = modelThatSays({ category: claude('receipt', 0.95), summary: claude('A receipt.', 0.3) });
    const { understand, file } = await world({
      model,
      analyzers: [says({ category: local('letter', 0.4), summary: local('Letter.', 0.5) })],
      policy: { review: { ...review, trustModel: true } },
    });
    expect((await understand()).verdict).toBe('accepted');
    expect((await file())?.findings).toMatchObject({
      category: { value: 'receipt', source: 'claude' },
      summary: { value: 'Letter.', source: 'local' },
    });
  });

  it('cannot talk a file past a person: its word alone is not sure where the tenant does not say so', async () => {
    const { model } = modelThatSays({ category: { value: 'invoice', confidence: 1, source: 'claude' } });
    const { understand, file } = await world({ model, analyzers: [says({ category: local('letter', 0.4) })] });
    expect((await understand()).verdict).toBe('unsure');
    expect((await file())?.findings.category).toMatchObject({ value: 'invoice', source: 'claude' });
  });

  it('that does not answer leaves what there is', async () => {
    const { understand, file } = await world({ analyzers: [says({ category: local('letter', 0.4) })] });
    expect(await understand()).toMatchObject({ verdict: 'unsure', model: { reason: 'not_configured' } });
    expect((await file())?.findings.category).toEqual(local('letter', 0.4));
  });
});

describe('what processing could not do', () => {
  const broken = { ...resultOf(), outcome: 'unparseable' as const, detail: 'it ends in the middle', findings: {} };

  it('leaves the file partial', async () => {
    const { understand, file } = await world({ policy: { review: { ...review, required: [] } } });
    expect((await understand([broken])).verdict).toBe('accepted');
    expect(await file()).toMatchObject({ partial: true });
  });

  it('rejects the file where the tenant wants it so', async () => {
    const { understand, facts } = await world({ policy: { soft: { ...DEFAULT_POLICY.soft, unparseable: 'reject' } } });
    expect(await understand([broken])).toEqual({
      verdict: 'rejected',
      reason: 'unparseable',
      detail: 'it ends in the middle',
      review_seconds: 0,
    });
    expect(await facts()).toEqual(['file.uploaded', 'file.inspected']);
  });

  it.each(['too_many_pixels', 'expansion_too_high', 'too_many_entries'] as const)(
    'rejects %s always',
    async (outcome) => {
      const { understand } = await world();
      expect(await understand([{ ...broken, outcome }])).toMatchObject({ verdict: 'rejected', reason: outcome });
    },
  );
});
