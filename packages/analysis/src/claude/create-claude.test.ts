import { afterEach, describe, expect, it } from 'vitest';
import { type AskedFake, askFake, CANARY_KEY } from '../testing/ask-fake.ts';
import { BEHAVIOURS } from '../testing/behaviours.ts';
import { type FakeRequest, messageReply } from '../testing/fake-reply.ts';
import type { Behaviour } from '../testing/start-fake-claude.ts';
import { INVOICE, pictureSubject } from '../testing/subjects.ts';
import { type ClaudeOptions, createClaude } from './create-claude.ts';
import { createLanguageModel } from './create-language-model.ts';

const started: AskedFake[] = [];
afterEach(async () => {
  for (const fake of started.splice(0)) await fake.stop();
});
const meet = async (behave: Behaviour, options?: Partial<ClaudeOptions>): Promise<AskedFake> => {
  const fake = await askFake(behave, options);
  started.push(fake);
  return fake;
};
const { signal } = new AbortController();

/** An answer with so many tokens of each kind. */
const withUsage = (usage: Record<string, number | null>) => (request: FakeRequest) =>
  messageReply(request, '{"category":null}', { usage });

describe('Claude', () => {
  it('describes a picture', async () => {
    const { ask } = await meet('answer');
    const answer = await ask({ subject: await pictureSubject(), wanted: ['description', 'tags', 'text'] });
    expect(answer).toMatchObject({
      outcome: 'answered',
      findings: { description: { method: 'claude-haiku-5-5 describe-picture@1' }, tags: { value: ['sample'] } },
    });
  });

  it('counts tokens and dollars, those of its cache by their own prices', async () => {
    const million = 1_000_000;
    const { ask, log } = await meet(
      withUsage({
        input_tokens: million,
        output_tokens: 2 * million,
        cache_creation_input_tokens: million,
        cache_read_input_tokens: million,
      }),
      {
        prices: {
          since: '2026-11-01',
          models: { 'claude-haiku-5-5': { input: 1, output: 5, cacheWrite: 1.25, cacheRead: 0.1 } },
        },
      },
    );
    const usage = {
      model: 'claude-haiku-5-5',
      prompt: 'read-document@1',
      inputTokens: 3 * million,
      outputTokens: 2 * million,
      dollars: 12.35,
    };
    expect(await ask()).toEqual({ outcome: 'answered', findings: {}, usage });
    expect(log).toEqual([{ event: 'claude_answered', found: [], dropped: [], ...usage }]);
  });

  it('reckons with the dearest price for a model that has none', async () => {
    const usage = { input_tokens: 0, output_tokens: 1_000_000, cache_creation_input_tokens: null };
    const { ask } = await meet(withUsage(usage), { model: 'claude-next' });
    expect(await ask()).toMatchObject({ usage: { model: 'claude-next', dollars: 25 } });
  });

  it('says by name in the log which findings could not be believed', async () => {
    const { ask, log } = await meet((request) =>
      messageReply(
        request,
        '{"category":{"value":"invoice","confidence":1,"evidence":[]},"tags":{"value":[""],"confidence":1}}',
      ),
    );
    await ask();
    expect(log).toMatchObject([{ event: 'claude_answered', found: ['category'], dropped: ['tags'] }]);
  });

  it.each(['max_tokens', 'model_context_window_exceeded', 'pause_turn', 'tool_use', 'Ada Example', null])(
    'does not take an answer that stopped for %s, however whole it looks',
    async (stop_reason) => {
      const { ask, log } = await meet((request) => messageReply(request, '{"category":null}', { stop_reason }));
      expect(await ask()).toMatchObject({ outcome: 'unavailable', reason: 'invalid_answer', usage: {} });
      expect(JSON.stringify(log)).not.toContain('Ada');
    },
  );

  it('sends nothing for a subject without anything to look at', async () => {
    const { ask, requests } = await meet('answer');
    expect(await ask({ subject: { ...INVOICE, pages: [] } })).toMatchObject({ reason: 'failed' });
    expect(requests()).toHaveLength(0);
  });

  it('answers when the picture cannot be read, when the log throws and when the key is none', async () => {
    const { ask, url } = await meet('answer', {
      log: () => {
        throw new Error('disk full');
      },
    });
    const broken = { ...(await pictureSubject(8)), picture: new Uint8Array([1, 2, 3]) };
    expect(await ask({ subject: broken, wanted: ['description'] })).toMatchObject({ reason: 'failed' });
    expect(await ask()).toMatchObject({ outcome: 'answered' });
    const odd = createClaude({ apiKey: `${CANARY_KEY}\n\u0001x`, baseUrl: url });
    const answer = await odd.ask({ subject: INVOICE, wanted: ['tags'], signal });
    expect(answer).toMatchObject({ reason: 'failed' });
    expect(JSON.stringify(answer)).not.toContain('CANARY');
  });
});

describe('the model that is configured', () => {
  it.each(['', '  '])('is none without a key: "%s"', async (apiKey) => {
    const { url, requests } = await meet('answer');
    const model = createLanguageModel({ apiKey, baseUrl: url });
    const answer = await model.ask({ subject: INVOICE, wanted: ['tags'], signal });
    expect(answer).toMatchObject({ outcome: 'unavailable', reason: 'not_configured' });
    expect(requests()).toHaveLength(0);
  });

  it('is Claude with one', async () => {
    const { url, requests } = await meet((request) => BEHAVIOURS.answer(request));
    const model = createLanguageModel({ apiKey: ` ${CANARY_KEY}\n`, baseUrl: url });
    expect(await model.ask({ subject: INVOICE, wanted: ['tags'], signal })).toMatchObject({ outcome: 'answered' });
    expect(requests()[0]?.headers).toMatchObject({
      authorization: `Bearer ${CANARY_KEY}`,
      'anthropic-version': '2026-10-21',
    });
  });
});
