import { ROUTES, type UploadView } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { ApiError } from '../calls/errors.ts';
import type { Pace } from '../calls/retry.ts';
import type { CallOptions } from '../calls/route-types.ts';

type StoredChecksum = NonNullable<UploadView['checksum']>;

/** `missing`: S3 does not have every part after all; look at its list again. */
export type Completion =
  | {
      readonly outcome: 'completed';
      readonly fileId: string;
      /** What S3 has verified of the whole, where it says so. */
      readonly checksum: StoredChecksum | undefined;
    }
  | { readonly outcome: 'missing'; readonly error: ApiError };

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5000;

/** Says that all parts are stored. Answers the same file however often it is said. */
export async function completeUpload(
  { call, pace }: { readonly call: Call; readonly pace: Pace },
  { upload_id }: Pick<UploadView, 'upload_id'>,
  options: CallOptions,
): Promise<Completion> {
  try {
    // Very many parts are put together by a worker: the answer is asked for again until it names the file.
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      const answer = await call(ROUTES.completeUpload, { params: { upload_id } }, options);
      if (answer.status === 'completed') {
        return { outcome: 'completed', fileId: answer.file_id, checksum: answer.checksum };
      }
      await pace.sleep(pause, options.signal);
    }
  } catch (error) {
    if (error instanceof ApiError && error.code === 'missing_parts') return { outcome: 'missing', error };
    throw error;
  }
}
