import { createCreateUpload } from './create-upload.ts';
import type { Caller, UploadDeps } from './deps.ts';
import type { PartPlan } from './plan-parts.ts';
import type { Upload } from './upload-record.ts';
import type { UploadRequest } from './upload-request.ts';

export type OpenRequest = Omit<UploadRequest, 'sizeBytes' | 'sizing' | 'strategy'> & {
  /** What the client says of itself, if it does: no more than that. */
  readonly sizeBytes?: number;
  readonly strategy: PartPlan['strategy'];
};

/** S3's ceiling of one request. */
const MAX_SINGLE_BYTES = 5 * 1024 ** 3;

/**
 * Declares a file for a client that tells no size: at most what it says, its token or the tenant allows, and measured when
 * it is completed. Throws as createCreateUpload does.
 */
export function createCreateOpenUpload(deps: UploadDeps) {
  const create = createCreateUpload(deps);
  return async (caller: Caller, idempotencyKey: string, request: OpenRequest): Promise<Upload> => {
    const { maxFileBytes } = await deps.policies.policyOf(caller.tenantId);
    const ceiling = request.sizeBytes ?? Math.min(maxFileBytes, caller.token?.limits?.maxBytes ?? maxFileBytes);
    const sizeBytes = request.strategy === 'single' ? Math.min(ceiling, MAX_SINGLE_BYTES) : ceiling;
    const { upload } = await create(
      caller,
      idempotencyKey,
      { ...request, sizeBytes, sizing: 'at_most' },
      { sign: 'none' },
    );
    return upload;
  };
}
