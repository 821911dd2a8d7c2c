import { createClient } from '@sluice/client';
import { addReview, type FakeService, startFakeService } from '@sluice/client/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectOptions } from '../connect.ts';
import { runCli } from '../run-cli.ts';
import { createTestDeps, createTestTerminal } from '../testing.ts';

let service: FakeService;
let review: ReturnType<typeof addReview>;
let asked: ConnectOptions | undefined;
beforeAll(async () => {
  service = await startFakeService();
});
beforeEach(() => {
  service.state.reviews.clear();
  review = addReview(service.state, { filename: 'scan\n7.pdf' });
});
afterAll(() => service.stop());

const run = async (...args: readonly string[]) => {
  const test = createTestTerminal();
  const from = service.seen.length;
  const code = await runCli(
    ['review', ...args],
    createTestDeps(service.baseUrl, test, {
      connect: async (options) => {
        asked = options;
        return createClient({ baseUrl: service.baseUrl, token: 'good', attempts: 1 });
      },
    }),
  );
  const seen = service.seen.slice(from).map((line) => line.replace(review.review_id, 'ID'));
  return { code, out: test.out(), err: test.err(), seen };
};
const now = () => service.state.reviews.get(review.review_id);

describe('sluice review', () => {
  it('lists what waits: the file, what is asked, how sure we are, since when and until when', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    const [head, row, ...rest] = out.trimEnd().split('\n');
    expect(head?.split(/ {2,}/)).toEqual([
      ...['review_id', 'file', 'question', 'confidence', 'status', 'waiting since', 'deadline'],
    ]);
    expect(row?.split(/ {2,}/)).toEqual([
      ...[review.review_id, 'scan\\n7.pdf', 'category', '42 %', 'open', '2026-01-01 00:00', '2100-01-01 00:00'],
    ]);
    expect(rest).toEqual([]);
  });

  it('says that nothing waits, or nothing is so', async () => {
    service.state.reviews.clear();
    expect(await run()).toMatchObject({ code: 0, out: '', err: 'nothing waits for a person\n' });
    expect((await run('--status', 'rejected')).err).toBe('nothing is rejected\n');
  });

  it('prints one review a line as JSON, as many as asked for', async () => {
    addReview(service.state);
    const { out } = await run('--json', '--limit', '1');
    expect(JSON.parse(out)).toEqual(review);
  });

  it('comes as a reviewer unless told otherwise', async () => {
    await run();
    expect(asked).toMatchObject({ role: 'reviewer' });
    await run('show', review.review_id, '--role', 'admin', '--tenant', 'globex');
    expect(asked).toMatchObject({ role: 'admin', tenant: 'globex' });
  });
});

describe('sluice review show', () => {
  it('says what is asked and what speaks for it', async () => {
    const { out } = await run('show', review.review_id);
    expect(out).toContain('scan\\n7.pdf');
    expect(out).toMatch(/category +"invoice" {2}42 % of 85 % needed {2}local/);
    expect(out).toContain('page 2: Invoice no. 7');
    expect(out).toContain('2100-01-01T00:00:00.000Z, then reject');
  });

  it('says that nothing was found, and what others have said', async () => {
    review = addReview(service.state, {
      ...{ questions: [{ name: 'moderation', threshold: 1 }], status: 'corrected', decided_by: 'anna' },
      ...{ corrections: { moderation: 'safe' }, escalated: true, escalated_by: 'bert', escalation_comment: 'hm' },
    });
    const { out } = await run('show', review.review_id);
    for (const text of ['nothing was found  – of 100 % needed', 'corrected, escalated', 'bert', 'hm', 'anna'])
      expect(out).toContain(text);
    expect(out).toContain('{"moderation":"safe"}');
  });

  it('takes --json for its own', async () => {
    const { out } = await run('show', review.review_id, '--json');
    expect(JSON.parse(out)).toEqual(review);
  });
});

describe('a decision', () => {
  it.each([
    [['approve', '--comment', 'fine'], { status: 'approved', comment: 'fine' }],
    [['reject', '--comment', 'blurred'], { status: 'rejected', comment: 'blurred' }],
    [['correct', '--set', 'category=a=b'], { status: 'corrected', corrections: { category: 'a=b' } }],
  ])('%j claims what is open, then decides', async ([verb = '', ...options], expected) => {
    const { code, err, seen } = await run(verb, review.review_id, ...options);
    expect({ code, err }).toEqual({ code: 0, err: `✔ scan\\n7.pdf ${expected.status}\n` });
    expect(seen).toEqual(['GET /v1/reviews/ID', 'POST /v1/reviews/ID/claim', 'POST /v1/reviews/ID/decision']);
    expect(now()).toMatchObject(expected);
  });

  it('does not claim what one has claimed, and prints what it is as JSON', async () => {
    expect((await run('claim', review.review_id)).err).toBe('✔ scan\\n7.pdf claimed until 2100-01-01T00:00:00.000Z\n');
    const { out, seen } = await run('approve', review.review_id, '--json');
    expect(seen).toEqual(['GET /v1/reviews/ID', 'POST /v1/reviews/ID/decision']);
    expect(JSON.parse(out)).toMatchObject({ status: 'approved', decided_by: 'me' });
  });

  it('of somebody else’s is refused as the service says', async () => {
    review = addReview(service.state, { status: 'claimed', claimed_by: 'anna' });
    const { code, err } = await run('approve', review.review_id);
    expect(code).toBe(1);
    expect(err).toContain('is not claimed: claim it first (state_conflict');
  });

  it('sets JSON where it is JSON, and text where the finding is a text', async () => {
    const keywords = { name: 'keywords', threshold: 1, finding: { value: ['a'], confidence: 0, source: 'local' } };
    review = addReview(service.state, { questions: [...review.questions, keywords] });
    const settings = ['category=7', 'keywords=["b"]', 'moderation=safe', 'sentiment=0.5', 'summary='];
    await run('correct', review.review_id, ...settings.flatMap((setting) => ['--set', setting]));
    expect(now()?.corrections).toEqual({
      ...{ category: '7', keywords: ['b'], moderation: 'safe', sentiment: 0.5, summary: '' },
    });
  });
});

describe('a review one cannot decide', () => {
  it('is given back or left to an admin', async () => {
    await run('claim', review.review_id);
    expect((await run('release', review.review_id)).err).toBe('✔ scan\\n7.pdf open\n');
    expect((await run('escalate', review.review_id, '--comment', 'help')).err).toBe('✔ scan\\n7.pdf open, escalated\n');
    expect(now()).toMatchObject({ escalated: true, escalation_comment: 'help' });
  });
});

describe('the verbs of sluice review', () => {
  const verbs = ['show', 'claim', 'approve', 'correct', 'reject', 'release', 'escalate'];
  it.each(verbs)('%s has two examples, the exit codes and --json in its help', async (verb) => {
    const { code, out } = await run(verb, '--help');
    expect(code).toBe(0);
    const examples = out.split('Examples:\n')[1]?.split('\n') ?? [];
    expect(examples.filter((line) => line.startsWith(`  sluice review ${verb} `))).toHaveLength(2);
    for (const text of ['Exit codes: 0 ok, 1', '--json', '(default: reviewer)']) expect(out).toContain(text);
  });

  it.each([
    [['approve']],
    [['aprove', 'ID']],
    [['reject', 'ID']],
    [['escalate', 'ID']],
    [['correct', 'ID']],
    [['correct', 'ID', '--set', 'category']],
    [['correct', 'ID', '--set', '=letter']],
    [['--status', 'lost']],
  ])('%j is wrong usage', async (args) => {
    const { code, out, err, seen } = await run(...args);
    expect({ code, out, seen }).toEqual({ code: 2, out: '', seen: [] });
    expect(err).not.toBe('');
  });
});
