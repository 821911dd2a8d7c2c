import type { Clock } from '../runtime/index.ts';
import type { DeadLetters } from './dead-letters.ts';
import { type Explanation, explainLetter } from './explain-letter.ts';

export type DeadMessage = {
  readonly messageId: string;
  readonly queue: string;
  readonly body: string;
  /** As its queue counts them. */
  readonly receives: number;
  /** What its queue allows; missing where nothing received it, such as a call that could not be made. */
  readonly maxReceives?: number | undefined;
};

/** Keeps a message that nothing could handle, with what can be told of it. Twice is once. */
export function createKeepLetter(deps: { readonly deadLetters: DeadLetters; readonly clock: Clock }) {
  return async ({ messageId, maxReceives, ...message }: DeadMessage): Promise<Explanation> => {
    const explanation = explainLetter({ ...message, maxReceives });
    await deps.deadLetters.keep({
      letterId: messageId,
      ...message,
      ...explanation,
      keptAt: new Date(deps.clock()).toISOString(),
    });
    return explanation;
  };
}
