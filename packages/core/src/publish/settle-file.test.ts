import { describe, expect, it } from 'vitest';
import { createRecordResults } from '../process/index.ts';
import { inspectedFile, RUN, resultOf } from '../understand/inspected-file.ts';
import { createCompensateFile } from './compensate-file.ts';
import { createPublishFile, type ReviewDecision } from './publish-file.ts';

const key = { tenantId: RUN.tenantId, id: RUN.fileId };

async function understoodFile({ unsure = [] as string[], decision = undefined as ReviewDecision | undefined } = {}) {
  const world = await inspectedFile();
  await createRecordResults(world)(RUN, [resultOf('thumbnail')], await world.policies.policyOf('acme'));
  await world.store('thumbnail', 'jpeg');
  await world.appendInRun(RUN, 'understood', () => [
    {
      type: 'file.understood',
      payload: {
        schema_version: 1,
        file_id: RUN.fileId,
        version: 1,
        run: 1,
        verdict: unsure.length > 0 ? 'unsure' : 'sure',
        unsure,
        ...(unsure.length > 0 && { review_id: '019a0000-0000-7000-8000-000000000009' }),
        findings: { category: { value: 'letter', confidence: 0.5, source: 'local' } },
        search_text: '',
      },
    },
  ]);
  return {
    ...world,
    publish: createPublishFile({ ...world, decisionOf: async () => decision }),
    compensate: createCompensateFile({ ...world, renditionsBucket: 'renditions' }),
    left: () => [...world.renditions.objects.keys()],
  };
}

describe('publishing a file', () => {
  it('makes it visible with all that was made of it', async () => {
    const { publish, file, facts, rebuilt } = await understoodFile();
    expect(await publish(RUN)).toBe('published');
    expect(await file()).toMatchObject({ status: 'published', partial: false, renditions: [{ name: 'thumbnail' }] });
    expect((await facts()).at(-1)).toBe('file.published');
    expect(await rebuilt()).toEqual(await file());
  });

  it('twice leaves the same as once', async () => {
    const { publish, facts } = await understoodFile();
    await publish(RUN);
    const before = await facts();
    expect(await publish(RUN)).toBe('published');
    expect(await facts()).toEqual(before);
  });

  it('that waited writes down what the person said, in the same transaction', async () => {
    const decision: ReviewDecision = {
      decision: 'corrected',
      decidedBy: 'reviewer-1',
      findings: { category: { value: 'invoice', confidence: 1, source: 'person' } },
    };
    const { publish, file, facts } = await understoodFile({ unsure: ['category'], decision });
    expect(await publish(RUN)).toBe('published');
    expect(await file()).toMatchObject({ findings: { category: { value: 'invoice', source: 'person' } } });
    expect((await facts()).slice(-2)).toEqual(['file.reviewed', 'file.published']);
  });

  it('that waits is refused without the word of a person', async () => {
    const { publish, file } = await understoodFile({ unsure: ['category'] });
    await expect(publish(RUN)).rejects.toMatchObject({ name: 'ReviewUndecided' });
    expect(await file()).toMatchObject({ status: 'pending_review' });
  });

  it('of a run that another has taken the place of counts no more', async () => {
    const { publish, resume, file } = await understoodFile();
    await resume('publish', 2);
    await expect(publish(RUN)).rejects.toMatchObject({ name: 'RunSuperseded' });
    expect(await publish({ ...RUN, run: 2 })).toBe('published');
    expect(await file()).toMatchObject({ run: 2, renditions: [{ name: 'thumbnail' }] });
  });

  it('that was rejected before is not published', async () => {
    const { publish, compensate, facts } = await understoodFile();
    await compensate(RUN, { outcome: 'rejected', reason: 'infected', detail: 'x' });
    expect(await publish(RUN)).toBe('rejected');
    expect(await facts()).not.toContain('file.published');
  });

  it('that is not there is an error', async () => {
    const { publish } = await understoodFile();
    await expect(publish({ ...RUN, tenantId: 'other' })).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('taking back a run', () => {
  it('rejects with the reason, and removes what it and the runs before it made', async () => {
    const { compensate, resume, file, left } = await understoodFile();
    await resume('understand', 2);
    const ending = { outcome: 'rejected', reason: 'infected', detail: 'it matches Eicar-Test-Signature' } as const;
    expect(await compensate({ ...RUN, run: 2 }, ending)).toEqual({ code: 'infected', cause: ending.detail });
    expect(left()).toEqual([]);
    expect(await file()).toMatchObject({ status: 'rejected', reason: 'infected', renditions: [] });
  });

  it.each([
    ['JobDied', 'understand did not succeed', 'understanding_failed', 'understand did not succeed'],
    ['States.Timeout', undefined, 'timed_out', 'States.Timeout while the file was understanding'],
    ['TypeError', '{}', 'understanding_failed', 'TypeError while the file was understanding'],
  ])('fails %s with a reason of ours', async (error, cause, reason, detail) => {
    const { compensate, resume, file } = await understoodFile();
    await resume('understand', 2);
    expect(await compensate({ ...RUN, run: 2 }, { outcome: 'failed', error, cause })).toEqual({
      code: reason,
      cause: detail,
    });
    expect(await file()).toMatchObject({ status: 'failed', reason, detail, renditions: [] });
  });

  it('leaves a published file alone when the answer of its publication got lost', async () => {
    const { publish, compensate, left, file } = await understoodFile();
    await publish(RUN);
    expect(await compensate(RUN, { outcome: 'failed', error: 'States.Timeout' })).toMatchObject({
      code: 'already_published',
    });
    expect(left()).toHaveLength(1);
    expect(await file()).toMatchObject({ status: 'published' });
  });

  it('does nothing for a run that another has taken the place of', async () => {
    const { compensate, resume, left, history } = await understoodFile();
    await resume('review', 2);
    expect(await compensate(RUN, { outcome: 'failed', error: 'States.Timeout' })).toMatchObject({ code: 'superseded' });
    expect(left()).toHaveLength(1);
    expect((await history.load(key))?.record.status).toBe('pending_review');
  });
});

describe('a file that is taken up again', () => {
  it('has not failed any more', async () => {
    const { compensate, resume, file } = await understoodFile();
    await compensate(RUN, { outcome: 'failed', error: 'TypeError' });
    await resume('inspect', 2);
    expect(await file()).toMatchObject({ status: 'uploaded', run: 2 });
    expect(await file()).not.toHaveProperty('reason');
  });
});
