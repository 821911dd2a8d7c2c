import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { TaskTokens, TokenAnswer } from '@sluice/core/process';
import { isNamed } from '../error-names.ts';

/** Each cloud picks another of these for a token nobody waits for. */
const STALE = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'] as const;

/** Characters Step Functions takes. */
const MAX_ERROR = 256;
const MAX_CAUSE = 32_768;

/** Answers tokens of Step Functions. */
export function createTaskTokens({ client }: { readonly client: SFNClient }): TaskTokens {
  return {
    succeed: (taskToken, output) =>
      answer(() => client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    fail: (taskToken, error, cause) =>
      answer(() =>
        client.send(
          new SendTaskFailureCommand({ taskToken, error: error.slice(0, MAX_ERROR), cause: cause.slice(0, MAX_CAUSE) }),
        ),
      ),
    heartbeat: (taskToken) => answer(() => client.send(new SendTaskHeartbeatCommand({ taskToken }))),
  };
}

async function answer(send: () => Promise<unknown>): Promise<TokenAnswer> {
  try {
    await send();
    return 'accepted';
  } catch (error) {
    if (isNamed(error, ...STALE)) {
      return 'stale';
    }
    throw error;
  }
}
