import type { FileRecord } from '../history/index.ts';
import { type BytesRequest, type Caller, createStoreBytes, type UploadDeps } from '../upload/index.ts';
import { createGetFile, type GetFileDeps } from './get-file.ts';

export type TakeFileDeps = UploadDeps & GetFileDeps;

/**
 * Takes a small file whole and answers it once it is at rest, or as it is after `waitSeconds` from the call. Throws
 * what storing it throws.
 */
export function createTakeFile(deps: TakeFileDeps) {
  const storeBytes = createStoreBytes(deps);
  const getFile = createGetFile(deps);
  return async (
    caller: Caller,
    idempotencyKey: string,
    request: BytesRequest,
    bytes: Uint8Array<ArrayBuffer>,
    waitSeconds: number,
  ): Promise<FileRecord> => {
    const deadline = deps.clock() + waitSeconds * 1000;
    const { tenantId, fileId } = await storeBytes(caller, idempotencyKey, request, bytes);
    return getFile(tenantId, fileId, Math.max(0, deadline - deps.clock()) / 1000);
  };
}
