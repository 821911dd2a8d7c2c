import { type BreakerState, type Clock, createBreaker, inMemoryBreakerState, systemClock } from '@sluice/core/runtime';
import type { LanguageModel, ModelAnswer, ModelRequest } from '@sluice/core/understand';
import { type BuiltRequest, buildRequest } from './build-request.ts';
import { connectMessages } from './connect-messages.ts';
import type { ClaudeLogEntry } from './log-entry.ts';
import { DEFAULT_PRICES, type PriceTable } from './prices.ts';
import { promptId } from './prompts/prompt.ts';
import { readAnswer } from './read-answer.ts';
import { type Message, readText, readUsage } from './read-message.ts';
import { type Sending, sendRequest } from './send-request.ts';
import { type Wait, waitForReal } from './wait.ts';

export const DEFAULT_MODEL = 'claude-haiku-5-5';
/** The name of its breaker. */
export const CLAUDE_BREAKER = 'claude';

export type ClaudeOptions = {
  readonly apiKey: string;
  /** @default https://api.anthropic.com */
  readonly baseUrl?: string;
  /** @default claude-haiku-5-5 */
  readonly model?: string;
  /** For one try. @default 30000 */
  readonly timeoutMs?: number;
  readonly prices?: PriceTable;
  /** Shared by all processes that ask. @default of this process alone */
  readonly breakerState?: BreakerState;
  /** Called with codes, names and numbers; never with content or the key. */
  readonly log?: (entry: ClaudeLogEntry) => void;
  readonly clock?: Clock;
  /** Answers 0 up to 1. */
  readonly random?: () => number;
  readonly wait?: Wait;
};

type Dependencies = Omit<Sending, 'onFailure'> & {
  readonly model: string;
  readonly prices: PriceTable;
  readonly log: (entry: ClaudeLogEntry) => void;
};

/**
 * Claude behind the port. A request is sent at most three times of `timeoutMs` each, 2 to 10 seconds apart, within the
 * time the caller's signal gives; five failures in a row open the breaker for a minute.
 */
export function createClaude(options: ClaudeOptions): LanguageModel {
  const { apiKey, timeoutMs = 30_000, clock = systemClock, breakerState: state = inMemoryBreakerState() } = options;
  const log = (entry: ClaudeLogEntry) => {
    try {
      options.log?.(entry);
    } catch {
      // Whatever is wrong with the log is not the file's fault.
    }
  };
  const dependencies: Dependencies = {
    messages: connectMessages({ apiKey, baseUrl: options.baseUrl ?? 'https://api.anthropic.com', timeoutMs }),
    breaker: createBreaker({
      name: CLAUDE_BREAKER,
      state,
      clock,
      trialMs: timeoutMs + 5000,
      onStateError: () => log({ event: 'claude_breaker_state_unreachable' }),
    }),
    clock,
    random: options.random ?? Math.random,
    wait: options.wait ?? waitForReal,
    model: options.model ?? DEFAULT_MODEL,
    prices: options.prices ?? DEFAULT_PRICES,
    log,
  };
  return {
    async ask(request) {
      try {
        return await ask(dependencies, request);
      } catch (error) {
        const name = error instanceof Error ? error.name : 'unknown';
        return { outcome: 'unavailable', reason: 'failed', detail: `unexpected error ${name}` };
      }
    },
  };
}

async function ask(dependencies: Dependencies, { subject, wanted, signal }: ModelRequest): Promise<ModelAnswer> {
  const { model, log } = dependencies;
  const unavailable = (reason: 'timed_out' | 'failed', detail: string) =>
    ({ outcome: 'unavailable', reason, detail }) as const;
  if (signal.aborted) return unavailable('timed_out', 'the caller gave up before the first try');
  const built = await buildRequest(subject, wanted, model);
  if (built === undefined) return unavailable('failed', 'the file shows nothing of what is wanted');

  const about = { model, prompt: promptId(built.prompt) };
  const sending: Sending = {
    ...dependencies,
    onFailure: ({ reason, detail }, tryNumber) =>
      log({ event: 'claude_try_failed', ...about, tryNumber, reason, detail }),
  };
  const sent = await sendRequest(sending, built.params, signal);
  if (sent.outcome === 'failure') return { outcome: 'unavailable', reason: sent.reason, detail: sent.detail };
  return interpret(dependencies, built, sent.message);
}

/** What a whole message amounts to. It was paid for, whatever it says. */
function interpret({ model, prices, log }: Dependencies, built: BuiltRequest, message: Message): ModelAnswer {
  const prompt = promptId(built.prompt);
  const usage = readUsage(message, model, prompt, prices);
  const refuse = (reason: 'refused' | 'invalid_answer', detail: string): ModelAnswer => {
    log({ event: 'claude_answer_unusable', reason, detail, ...usage });
    return { outcome: 'unavailable', reason, detail, usage };
  };
  const end = readText(message);
  if (end.outcome !== 'text') return refuse(end.outcome === 'refused' ? 'refused' : 'invalid_answer', end.detail);

  const { wanted, pages } = built;
  const read = readAnswer(end.text, { wanted, pages, method: `${model} ${prompt}` });
  if (read.outcome === 'invalid') return refuse('invalid_answer', read.detail);
  log({ event: 'claude_answered', ...usage, found: Object.keys(read.findings), dropped: read.dropped });
  return { outcome: 'answered', findings: read.findings, usage };
}
