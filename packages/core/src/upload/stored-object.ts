import { RefusedError } from '../runtime/index.ts';
import { type Arrived, assertSameBytes } from './arrived.ts';
import type { EndDeps } from './end-upload.ts';
import { failTooLarge, isTooLarge } from './fail-upload.ts';
import type { Upload } from './upload-record.ts';

/**
 * The object as it lies there: the client's single PUT, or what a `complete` whose answer was lost left. Throws
 * RefusedError `missing_parts`, `size_mismatch`, `checksum_mismatch`, `file_too_large`.
 */
export async function storedObject(deps: EndDeps, upload: Upload): Promise<Arrived> {
  const object = await deps.storage.head(upload.objectKey);
  if (object === undefined) {
    throw missingParts([1], upload);
  }
  if (isTooLarge(upload, object)) {
    throw await failTooLarge(deps, upload, object.sizeBytes);
  }
  if (upload.sizing !== 'at_most' && object.sizeBytes !== upload.sizeBytes) {
    throw new RefusedError('size_mismatch', `${object.sizeBytes} bytes are stored, ${upload.sizeBytes} were declared`);
  }
  assertSameBytes(upload.checksum, object.checksum);
  return object;
}

/** Enough numbers to act on, few enough to read. */
const NAMED_PARTS = 100;

export function missingParts(numbers: readonly number[], upload: Upload): RefusedError {
  const named = numbers.slice(0, NAMED_PARTS);
  return new RefusedError(
    'missing_parts',
    `${numbers.length} of ${upload.partCount} parts are not stored yet: upload them and complete again`,
    named.map((n) => ({ pointer: `/parts/${n}`, detail: `part ${n} is not stored` })),
  );
}
