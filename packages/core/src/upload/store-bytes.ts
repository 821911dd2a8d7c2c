import { crc32 } from 'node:zlib';
import { MAX_FILE_BYTES_PER_CALL } from '@sluice/contracts';
import { RefusedError } from '../runtime/index.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import type { Caller, UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';
import type { UploadRequest } from './upload-request.ts';

export type BytesRequest = Omit<UploadRequest, 'sizeBytes' | 'checksum'>;

/**
 * A whole upload in one call, for a file whose bytes are at hand: declared, stored and completed as any other. Its
 * checksum is part of what was declared, so a key used with other bytes is a mismatch. Throws what declaring and
 * completing throw.
 */
export function createStoreBytes(deps: UploadDeps) {
  const create = createCreateUpload(deps);
  const complete = createCompleteUpload(deps);
  return async (
    caller: Caller,
    idempotencyKey: string,
    request: BytesRequest,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Upload> => {
    const sizeBytes = bytes.byteLength;
    if (sizeBytes > MAX_FILE_BYTES_PER_CALL) {
      throw new RefusedError(
        'file_too_large',
        `the file has ${sizeBytes} bytes; one call takes at most ${MAX_FILE_BYTES_PER_CALL}: create an upload instead`,
        [{ pointer: '/file', detail: `at most ${MAX_FILE_BYTES_PER_CALL} bytes` }],
      );
    }
    const checksum = { algorithm: 'CRC32', value: checksumOf(bytes) } as const;
    const { upload, parts } = await create(caller, idempotencyKey, { ...request, sizeBytes, checksum });
    // Nothing to send means that an earlier call with this key has come to its end.
    if (parts.length > 0) {
      await deps.storage.put({ key: upload.objectKey, bytes, checksum });
    }
    return complete(caller, upload.uploadId);
  };
}

/** Big-endian and in base64, as S3 writes it. */
function checksumOf(bytes: Uint8Array): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}
