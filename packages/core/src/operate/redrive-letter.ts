import { deadJobSchema } from '@sluice/contracts';
import * as z from 'zod/mini';
import { type Clock, NotFoundError } from '../runtime/index.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import type { RedriveFile } from './redrive-file.ts';
import type { Requeue } from './requeue.ts';

export type RedriveLetterDeps = {
  readonly deadLetters: DeadLetters;
  readonly redriveFile: RedriveFile;
  readonly requeue: Requeue;
  readonly clock: Clock;
};

/**
 * `file_redriven`: its file's next run has begun; `sent_back`: it lies in its queue again; `not_needed`: the file goes on
 * or is at rest, or what died comes again by itself; `already_redriven`: nothing was done.
 */
export type RedriveOutcome = 'file_redriven' | 'sent_back' | 'not_needed' | 'already_redriven';

export type RedriveRequest = { readonly letterId: string; readonly userId: string; readonly correlationId: string };

/**
 * Handles once more what nothing could handle. The token in the message of a task died with its execution, so that its
 * file is taken up instead. One that dies half way may do it twice, which is harmless. Throws NotFoundError.
 */
export function createRedriveLetter(deps: RedriveLetterDeps) {
  return async ({ letterId, ...who }: RedriveRequest): Promise<RedriveOutcome> => {
    const letter = await deps.deadLetters.get(letterId);
    if (letter === undefined) throw new NotFoundError('dead letter', letterId);
    if (letter.status === 'redriven') return 'already_redriven';
    const outcome = await redrive(deps, letter, who);
    await deps.deadLetters.markRedriven(letterId, new Date(deps.clock()).toISOString());
    return outcome;
  };
}

async function redrive(
  { redriveFile, requeue }: RedriveLetterDeps,
  { queue, body, tenantId, fileId }: DeadLetter,
  who: Omit<RedriveRequest, 'letterId'>,
): Promise<RedriveOutcome> {
  if (holdsToken(body) && tenantId !== undefined && fileId !== undefined) {
    try {
      const { outcome } = await redriveFile({ tenantId, fileId, ...who });
      return outcome === 'redriven' ? 'file_redriven' : 'not_needed';
    } catch (error) {
      // The file was purged meanwhile: what its job was for is gone too.
      if (error instanceof NotFoundError) return 'not_needed';
      throw error;
    }
  }
  return (await requeue.send(queue, body)) === 'sent' ? 'sent_back' : 'not_needed';
}

function holdsToken(body: string): boolean {
  try {
    return z.safeParse(deadJobSchema, JSON.parse(body)).success;
  } catch {
    return false;
  }
}
