import { type FileRecord, type RecordStore, type Run, RunSupersededError } from '../history/index.ts';
import { NotFoundError } from '../runtime/index.ts';

/** A run asks for a person, and its file does not wait for one. */
export class NotInReviewError extends Error {
  override readonly name = 'NotInReview';
}

export type WaitingFile = FileRecord & { readonly reviewId: string };

/** The file a run parks for a person. Throws NotFoundError, RunSupersededError, NotInReviewError. */
export async function findWaitingFile(history: RecordStore<FileRecord>, input: Run): Promise<WaitingFile> {
  const { tenantId, fileId, version, run } = input;
  const found = await history.load({ tenantId, id: fileId });
  if (found === undefined) {
    throw new NotFoundError('file', fileId);
  }
  const { reviewId, ...file } = found.record;
  if (file.version === version && file.run > run) {
    throw new RunSupersededError(fileId, run, file.run);
  }
  if (reviewId === undefined || file.status !== 'pending_review' || file.version !== version) {
    throw new NotInReviewError(`file ${fileId} is ${file.status} in version ${file.version}, not waiting for a person`);
  }
  return { ...file, reviewId };
}

/** A review knows the last run that asked for it: an earlier one has nothing to say any more. */
export function assertLatestRun(review: Pick<FileRecord, 'fileId' | 'version' | 'run'>, input: Run): void {
  if (review.version !== input.version) {
    throw new NotInReviewError(`the review of file ${review.fileId} is of version ${review.version}: ask for another`);
  }
  if (review.run > input.run) {
    throw new RunSupersededError(input.fileId, input.run, review.run);
  }
}
