import { afterEach, describe, expect, it } from 'vitest';
import { ALL_WANTED, type AskedFake, askFake, CANARY_KEY } from '../testing/ask-fake.ts';
import { BEHAVIOURS } from '../testing/behaviours.ts';
import type { Behaviour } from '../testing/start-fake-claude.ts';
import type { ClaudeOptions } from './create-claude.ts';

let asked: AskedFake | undefined;
afterEach(async () => {
  await asked?.stop();
});
const meet = async (behave: Behaviour, options?: Partial<ClaudeOptions>): Promise<AskedFake> => {
  asked = await askFake(behave, options);
  return asked;
};

describe('a service that answers', () => {
  it('gives what was wanted, with confidence, source, method and evidence', async () => {
    const { ask, requests } = await meet('answer');
    const answer = await ask();
    expect(answer).toMatchObject({ outcome: 'answered' });
    const findings = answer.outcome === 'answered' ? answer.findings : {};
    expect(Object.keys(findings).sort()).toEqual([...ALL_WANTED].sort());
    expect(findings.category).toEqual({
      value: 'invoice',
      confidence: 0.9,
      source: 'claude',
      method: 'claude-haiku-5-5 read-document@1',
      evidence: [{ page: 1, start: 0, end: 40, quote: 'Invoice 2026-117\nfrom Harbour Tools Ltd,' }],
    });
    expect(requests()).toHaveLength(1);
  });

  it('slowly is waited for', async () => {
    const { ask, requests } = await meet((request) => ({
      type: 'later',
      milliseconds: 50,
      reply: BEHAVIOURS.answer(request),
    }));
    expect(await ask()).toMatchObject({ outcome: 'answered' });
    expect(requests()).toHaveLength(1);
  });
});

describe('a service that misbehaves', () => {
  const cases = [
    { behave: 'refuse', reason: 'refused', tries: 1, isPaid: true },
    { behave: 'truncate', reason: 'invalid_answer', tries: 1, isPaid: true },
    { behave: 'prose', reason: 'invalid_answer', tries: 1, isPaid: true },
    { behave: 'wrong_shape', reason: 'invalid_answer', tries: 1, isPaid: true },
    { behave: 'lie', reason: 'invalid_answer', tries: 1, isPaid: true },
    { behave: 'not_json', reason: 'invalid_answer', tries: 1, isPaid: false },
    { behave: 'not_a_message', reason: 'invalid_answer', tries: 1, isPaid: false },
    { behave: 'huge', reason: 'invalid_answer', tries: 1, isPaid: false },
    { behave: 'unauthorized', reason: 'failed', tries: 1, isPaid: false },
    { behave: 'bad_request', reason: 'failed', tries: 1, isPaid: false },
    { behave: 'overload', reason: 'overloaded', tries: 3, isPaid: false },
    { behave: 'rate_limit', reason: 'overloaded', tries: 3, isPaid: false },
    { behave: 'server_error', reason: 'failed', tries: 3, isPaid: false },
    { behave: 'cut_off', reason: 'failed', tries: 3, isPaid: false },
    { behave: 'stall', reason: 'timed_out', tries: 3, isPaid: false },
    { behave: 'stall_midway', reason: 'timed_out', tries: 3, isPaid: false },
    { behave: 'slow', reason: 'timed_out', tries: 3, isPaid: false },
  ] as const;

  it.each(cases)(
    '$behave: $reason after $tries tries, and the log is clean',
    async ({ behave, reason, tries, isPaid }) => {
      const { ask, requests, waits, log } = await meet(behave, {
        timeoutMs: reason === 'timed_out' ? 100 : 5000,
      });
      const answer = await ask();
      expect(answer).toMatchObject({ outcome: 'unavailable', reason });
      expect('usage' in answer).toBe(isPaid);
      expect(requests()).toHaveLength(tries);
      expect(waits).toHaveLength(tries - 1);
      expect(log.length).toBeGreaterThan(0);
      expect(JSON.stringify([log, answer])).not.toMatch(/CANARY|Harbour|Ada|pallets|2026-117|stand on no page/);
    },
  );

  it('by its error alone is not believed about what to log', async () => {
    const { ask, log } = await meet(() => ({
      type: 'json',
      status: 500,
      headers: { 'request-id': `leak ${CANARY_KEY}` },
      body: { type: 'error', error: { type: `Harbour ${CANARY_KEY}`, message: CANARY_KEY } },
    }));
    expect(await ask()).toMatchObject({ detail: 'answered 500 unknown, request unknown' });
    expect(JSON.stringify(log)).not.toMatch(/CANARY|Harbour/);
  });

  it('that cannot be reached is tried three times', async () => {
    const { ask, stop, waits } = await meet('answer');
    await stop();
    expect(await ask()).toMatchObject({ reason: 'failed', detail: 'the connection failed' });
    expect(waits).toEqual([6000, 6000]);
  });

  it('that sends us elsewhere is not followed', async () => {
    const elsewhere = await askFake('answer');
    const { ask } = await meet(() => ({
      type: 'json',
      status: 307,
      headers: { location: `${elsewhere.url}/v1/messages` },
      body: {},
    }));
    expect(await ask()).toMatchObject({ outcome: 'unavailable', reason: 'failed' });
    expect(elsewhere.requests()).toHaveLength(0);
    await elsewhere.stop();
  });
});
