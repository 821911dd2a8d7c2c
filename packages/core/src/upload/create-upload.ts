import { createHash } from 'node:crypto';
import { type Fact, ROUTES } from '@sluice/contracts';
import { isTypeAllowed, type TenantPolicy } from '../access/index.ts';
import { RefusedError } from '../runtime/index.ts';
import { type Caller, changeUpload, type UploadDeps } from './deps.ts';
import { openMultipart } from './open-multipart.ts';
import { MULTIPART_FROM_BYTES, planParts } from './plan-parts.ts';
import { firstParts, type SignedUploadPart, signUpload } from './sign-upload.ts';
import { takeKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';

export type UploadRequest = Pick<
  Upload,
  'filename' | 'sizeBytes' | 'mimeType' | 'relativePath' | 'checksum' | 'dedupe'
> &
  Partial<Pick<Upload, 'metadata' | 'tags' | 'priority'>>;

export type CreatedUpload = { readonly upload: Upload; readonly parts: readonly SignedUploadPart[] };

const DAY = 24 * 3600 * 1000;
/** Browsers come back after a weekend and go on where they stopped. */
const UPLOAD_LIFE = 7 * DAY;
const DEFAULT_PRIORITY = 5;

/**
 * Declares a file and answers signed requests for its bytes; none when its content is stored already and the caller, who
 * may read it, says so. A repeat with the same key answers the same ids and freshly
 * signed requests. Throws RefusedError `file_too_large`, `type_not_allowed`, `invalid_request`,
 * `idempotency_mismatch`.
 */
export function createCreateUpload(deps: UploadDeps) {
  return async (caller: Caller, idempotencyKey: string, request: UploadRequest): Promise<CreatedUpload> => {
    assertAllowed(request, await deps.policies.policyOf(caller.tenantId));
    const uploadId = await claimId(deps, caller, idempotencyKey, request);
    const isKnown = await isKnownContent(deps, caller, request);
    const { record: created } = await changeUpload(deps)({
      key: { tenantId: caller.tenantId, id: uploadId },
      dedupeKey: 'created',
      cause: { ...caller, priority: request.priority ?? DEFAULT_PRIORITY },
      decide: (existing, at) =>
        existing
          ? undefined
          : {
              record: newUpload(deps, caller, uploadId, request, isKnown, at.occurredAt),
              facts: [createdFact(caller, uploadId, request)],
            },
    });
    if (created === undefined) {
      throw new TypeError(`upload ${uploadId} vanished while it was created`);
    }
    const record = await takeKnownContent(deps, created);
    if (record.status !== 'pending' && record.status !== 'uploading') {
      return { upload: record, parts: [] };
    }
    const upload = await openMultipart(deps, record);
    return { upload, parts: await signUpload(deps, upload, firstParts(upload)) };
  };
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

/** Whoever may not read files must not learn from an answer which of them there are. */
async function isKnownContent(
  { knownContents }: UploadDeps,
  { tenantId, readsFiles = false }: Caller,
  { dedupe, sizeBytes }: UploadRequest,
): Promise<boolean> {
  if (!readsFiles || dedupe === undefined || knownContents === undefined) {
    return false;
  }
  return knownContents.isReadable({ tenantId, sha256: dedupe.sha256, sizeBytes });
}

async function claimId(deps: UploadDeps, caller: Caller, key: string, request: UploadRequest): Promise<string> {
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
    return resultId;
  }
  if (claim.fingerprint !== fingerprint) {
    throw new RefusedError(
      'idempotency_mismatch',
      `Idempotency-Key ${key} was used with another body: choose a new key`,
    );
  }
  return claim.resultId;
}

function newUpload(
  deps: UploadDeps,
  caller: Caller,
  uploadId: string,
  request: UploadRequest,
  isKnown: boolean,
  now: string,
): Upload {
  return {
    ...request,
    ...planParts(request.sizeBytes),
    ...(isKnown && { strategy: 'deduplicated' }),
    tenantId: caller.tenantId,
    uploadId,
    ownerId: caller.userId,
    fileId: deps.ids(),
    version: 1,
    status: isKnown ? 'completing' : 'pending',
    metadata: request.metadata ?? {},
    tags: request.tags ?? [],
    priority: request.priority ?? DEFAULT_PRIORITY,
    objectKey: `t/${caller.tenantId}/${uploadId}`,
    correlationId: caller.correlationId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(deps.clock() + UPLOAD_LIFE).toISOString(),
  };
}

function createdFact(caller: Caller, uploadId: string, request: UploadRequest): Fact {
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
