import type { UnderstandingRequested } from '@sluice/contracts';
import { RunSupersededError } from '../history/index.ts';
import type { TaskTokens } from '../process/index.ts';
import { lifecycleFromWire } from '../upload/index.ts';
import type { createUnderstandFile, Understanding } from './understand-file.ts';

export type AnswerDeps = {
  readonly understand: ReturnType<typeof createUnderstandFile>;
  readonly tokens: TaskTokens;
};

/** Understands a file and answers the state machine that waits. `stale`: nobody does any more, the message can go. */
export function createAnswerUnderstanding({ understand, tokens }: AnswerDeps) {
  return async (
    { payload }: UnderstandingRequested,
    receiveCount: number,
    signal: AbortSignal,
  ): Promise<Understanding | 'stale'> => {
    if (receiveCount > 1 && (await tokens.heartbeat(payload.task_token)) === 'stale') {
      return 'stale';
    }
    try {
      const understanding = await understand(lifecycleFromWire(payload), payload.results, signal);
      const { verdict, reason, detail, review_seconds } = understanding;
      const answer = await tokens.succeed(payload.task_token, { verdict, reason, detail, review_seconds });
      return answer === 'stale' ? 'stale' : understanding;
    } catch (error) {
      if (error instanceof RunSupersededError) return 'stale';
      throw error;
    }
  };
}
