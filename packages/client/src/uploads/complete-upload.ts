import { ROUTES, type UploadView } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { ApiError } from '../calls/errors.ts';
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

/** Says that all parts are stored. Answers the same file however often it is said. */
export async function completeUpload(call: Call, { upload_id }: UploadView, options: CallOptions): Promise<Completion> {
  try {
    const { file_id: fileId, checksum } = await call(ROUTES.completeUpload, { params: { upload_id } }, options);
    return { outcome: 'completed', fileId, checksum };
  } catch (error) {
    if (error instanceof ApiError && error.code === 'missing_parts') return { outcome: 'missing', error };
    throw error;
  }
}
