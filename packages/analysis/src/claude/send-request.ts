import type { MessageCreateParamsNonStreaming, Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import type { Breaker, Clock } from '@sluice/core/runtime';
import { classifyFailure, type Failure } from './classify-failure.ts';
import { type Message, parseMessage } from './read-message.ts';
import { RETRY, retryDelay } from './retry-delay.ts';
import type { Wait } from './wait.ts';

export type Sending = {
  /** With the time limit of a try. */
  readonly messages: Messages;
  readonly breaker: Breaker;
  readonly clock: Clock;
  readonly random: () => number;
  readonly wait: Wait;
  /** Told of each try that failed. */
  readonly onFailure: (failure: Failure, tryNumber: number) => void;
};

export type Sent =
  | { readonly outcome: 'message'; readonly message: Message }
  | ({ readonly outcome: 'failure' } & Failure);

const failure = (reason: Failure['reason'], detail: string, more: Partial<Failure> = {}): Failure => ({
  reason,
  detail,
  isRetryable: false,
  service: 'unknown',
  ...more,
});

/** Sends a request until it is answered, at most `RETRY.tries` times, as long as the breaker lets it and the caller waits. */
export async function sendRequest(
  sending: Sending,
  params: MessageCreateParamsNonStreaming,
  signal: AbortSignal,
): Promise<Sent> {
  const { breaker, random, wait, onFailure } = sending;
  let last: Failure | undefined;
  for (let tryNumber = 1; tryNumber <= RETRY.tries; tryNumber += 1) {
    const permit = await breaker.enter();
    // Why it is open says more than that it is.
    if (permit === undefined)
      return { outcome: 'failure', ...(last ?? failure('circuit_open', 'the breaker is open')) };

    const sent = await tryOnce(sending, params, signal);
    if (sent.outcome === 'message') {
      await permit.succeeded();
      return sent;
    }
    last = sent;
    onFailure(sent, tryNumber);
    if (sent.service === 'down') await permit.failed();
    else await (sent.service === 'up' ? permit.succeeded() : permit.abandoned());
    const delay = retryDelay(random, sent.retryAfterMs);
    if (!sent.isRetryable || delay === undefined || tryNumber === RETRY.tries) return sent;
    await wait(delay, signal);
    if (signal.aborted)
      return { outcome: 'failure', ...failure('timed_out', `the caller gave up after: ${sent.detail}`) };
  }
  throw new Error('unreachable: the last try returns');
}

async function tryOnce(
  { messages, clock }: Sending,
  params: MessageCreateParamsNonStreaming,
  signal: AbortSignal,
): Promise<Sent> {
  try {
    const message = parseMessage(await messages.create(params, { signal }));
    if (message !== undefined) return { outcome: 'message', message };
    return { outcome: 'failure', ...failure('invalid_answer', 'the response is not a message', { service: 'down' }) };
  } catch (error) {
    if (signal.aborted) return { outcome: 'failure', ...failure('timed_out', 'the caller gave up') };
    return { outcome: 'failure', ...classifyFailure(error, clock) };
  }
}
