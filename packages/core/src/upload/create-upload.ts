import { createHash } from 'node:crypto';
import { type Fact, ROUTES } from '@sluice/contracts';
import { isTypeAllowed, type TenantPolicy } from '../access/index.ts';
import { createChangeRecord } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import { assertCallbackAllowed } from './callback-allowed.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { openMultipart } from './open-multipart.ts';
import { MULTIPART_FROM_BYTES, planParts } from './plan-parts.ts';
import { reserveQuota } from './reserve-quota.ts';
import { scheduleLook } from './schedule-look.ts';
import { firstParts, type SignedUploadPart, signUpload } from './sign-upload.ts';
import type { Upload } from './upload-record.ts';

export type UploadRequest = Pick<Upload, 'filename' | 'sizeBytes' | 'mimeType' | 'relativePath' | 'checksum'> &
  Partial<Pick<Upload, 'metadata' | 'tags' | 'priority' | 'operations' | 'callbackUrl'>>;

export type CreatedUpload = { readonly upload: Upload; readonly parts: readonly SignedUploadPart[] };

const DAY = 24 * 3600 * 1000;
/** Browsers come back after a weekend and go on where they stopped. */
const UPLOAD_LIFE = 7 * DAY;
const DEFAULT_PRIORITY = 5;

/**
 * Declares a file and answers signed requests for its bytes. A repeat with the same key answers the same ids and freshly
 * signed requests. Throws RefusedError `file_too_large`, `type_not_allowed`, `invalid_request`,
 * `callback_not_allowed`, `idempotency_mismatch`, `quota_exceeded`.
 */
export function createCreateUpload(deps: UploadDeps) {
  return async (caller: Caller, idempotencyKey: string, request: UploadRequest): Promise<CreatedUpload> => {
    const policy = await deps.policies.policyOf(caller.tenantId);
    assertAllowed(request, policy);
    assertCallbackAllowed(request.callbackUrl, policy, deps.apiOrigin);
    const claim = await claimId(deps, caller, idempotencyKey, request);
    const record = (await existing(deps, caller, claim)) ?? (await declare(deps, caller, claim, request, policy));
    if (record.status !== 'pending' && record.status !== 'uploading') {
      return { upload: record, parts: [] };
    }
    const upload = await openMultipart(deps, record);
    return { upload, parts: await signUpload(deps, upload, firstParts(upload)) };
  };
}

type Claim = { readonly uploadId: string; readonly isNew: boolean };

/** What an earlier request with the key made; it may have died, or been refused, before it made anything. */
async function existing(deps: UploadDeps, { tenantId }: Caller, { uploadId, isNew }: Claim) {
  return isNew ? undefined : (await deps.uploads.load({ tenantId, id: uploadId }))?.record;
}

/** Takes place for the upload and writes its row. Of two requests with one key at once, one row stays and one place. */
async function declare(
  deps: UploadDeps,
  caller: Caller,
  { uploadId }: Claim,
  request: UploadRequest,
  policy: TenantPolicy,
): Promise<Upload> {
  const { tenantId } = caller;
  await reserveQuota(deps, tenantId, request.sizeBytes, policy.quotas);
  const { record, outcome } = await createChangeRecord({ store: deps.uploads, clock: deps.clock })({
    key: { tenantId, id: uploadId },
    dedupeKey: 'created',
    cause: { ...caller, priority: request.priority ?? DEFAULT_PRIORITY },
    known: 'absent',
    decide: (current, at) =>
      current
        ? undefined
        : {
            record: newUpload(deps, caller, uploadId, request, at.occurredAt),
            facts: [created(caller, uploadId, request)],
          },
  });
  if (outcome !== 'changed') {
    await deps.quotas.release({ tenantId, sizeBytes: request.sizeBytes });
  }
  if (record === undefined) {
    throw new TypeError(`upload ${uploadId} vanished while it was created`);
  }
  return record;
}

function assertAllowed({ sizeBytes, mimeType, checksum }: UploadRequest, policy: TenantPolicy): void {
  if (sizeBytes > policy.maxFileBytes) {
    throw new RefusedError(
      'file_too_large',
      `the file has ${sizeBytes} bytes; at most ${policy.maxFileBytes} are allowed`,
      [{ pointer: '/size_bytes', detail: `at most ${policy.maxFileBytes}` }],
    );
  }
  if (!isTypeAllowed(mimeType, policy.allowedTypes)) {
    throw new RefusedError(
      'type_not_allowed',
      `${mimeType} is not accepted; allowed are ${policy.allowedTypes.join(', ')}`,
      [{ pointer: '/mime_type', detail: `one of ${policy.allowedTypes.join(', ')}` }],
    );
  }
  if (checksum?.value !== undefined && planParts(sizeBytes).strategy === 'multipart') {
    throw new RefusedError('invalid_request', 'a checksum is checked for a file of one part only: leave it out', [
      { pointer: '/checksum/value', detail: `not for ${MULTIPART_FROM_BYTES} bytes or more` },
    ]);
  }
}

async function claimId(deps: UploadDeps, caller: Caller, key: string, request: UploadRequest): Promise<Claim> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const resultId = deps.ids();
  const { tenantId, userId } = caller;
  const claim = await deps.idempotencyKeys.claim({
    tenantId,
    userId,
    operationId: ROUTES.createUpload.operationId,
    key,
    fingerprint,
    resultId,
  });
  if (claim.outcome === 'claimed') {
    return { uploadId: resultId, isNew: true };
  }
  if (claim.fingerprint !== fingerprint) {
    throw new RefusedError(
      'idempotency_mismatch',
      `Idempotency-Key ${key} was used with another body: choose a new key`,
    );
  }
  return { uploadId: claim.resultId, isNew: false };
}

function newUpload(deps: UploadDeps, caller: Caller, uploadId: string, request: UploadRequest, now: string): Upload {
  return scheduleLook({
    ...request,
    ...planParts(request.sizeBytes),
    tenantId: caller.tenantId,
    uploadId,
    ownerId: caller.userId,
    fileId: deps.ids(),
    version: 1,
    status: 'pending',
    metadata: request.metadata ?? {},
    tags: request.tags ?? [],
    priority: request.priority ?? DEFAULT_PRIORITY,
    objectKey: `t/${caller.tenantId}/${uploadId}`,
    correlationId: caller.correlationId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(deps.clock() + UPLOAD_LIFE).toISOString(),
  });
}

function created(caller: Caller, uploadId: string, request: UploadRequest): Fact {
  return {
    type: 'upload.created',
    payload: {
      schema_version: 1,
      upload_id: uploadId,
      filename: request.filename,
      mime_type: request.mimeType,
      size_bytes: request.sizeBytes,
      owner_id: caller.userId,
    },
  };
}
