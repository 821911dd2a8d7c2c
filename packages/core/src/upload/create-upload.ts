import { type Fact, uploadRoutes } from '@sluice/contracts';
import { isTypeAllowed, type TenantPolicy } from '../access/index.ts';
import { createChangeRecord } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import { isChecksum } from './assert-checksums.ts';
import { assertTokenAllows } from './assert-token-allows.ts';
import { assertCallbackAllowed } from './callback-allowed.ts';
import { type Claim, claimId } from './claim-id.ts';
import { countForToken } from './count-for-token.ts';
import type { Caller, UploadDeps } from './deps.ts';
import type { Checksum, SignedForm } from './object-storage.ts';
import { openMultipart } from './open-multipart.ts';
import { MULTIPART_FROM_BYTES, planOpen, planParts } from './plan-parts.ts';
import { pointToUpload } from './point-to-upload.ts';
import { reserveQuota } from './reserve-quota.ts';
import { scheduleLook } from './schedule-look.ts';
import { firstParts, type SignedUploadPart, signForm, signUpload } from './sign-upload.ts';
import { takeKnownContent } from './take-known-content.ts';
import { UPLOAD_LIFE } from './upload-life.ts';
import type { Upload } from './upload-record.ts';
import type { UploadRequest } from './upload-request.ts';

/** How the answer is to be used; no part of what is declared. */
export type SigningOptions = {
  /** `none`: no signed request is asked for. @default 'urls' */
  readonly sign?: 'urls' | 'none' | undefined;
  /** `post`: a form instead of a part, for a file of one request. @default 'put' */
  readonly uploadForm?: 'put' | 'post' | undefined;
};

export type CreatedUpload = {
  readonly upload: Upload;
  readonly parts: readonly SignedUploadPart[];
  readonly form?: SignedForm;
};

export const DEFAULT_PRIORITY = 5;

/**
 * Declares a file and answers signed requests for its bytes; none when its content is stored already and the caller, who
 * may read it, says so. A repeat with the same key answers the same ids and freshly
 * signed requests. Throws RefusedError `file_too_large`, `type_not_allowed`, `invalid_request`,
 * `callback_not_allowed`, `idempotency_mismatch`, `quota_exceeded`, with an upload token `token_scope`.
 */
export function createCreateUpload(deps: UploadDeps) {
  return async (
    caller: Caller,
    idempotencyKey: string,
    request: UploadRequest,
    options: SigningOptions = {},
  ): Promise<CreatedUpload> => {
    const policy = await deps.policies.policyOf(caller.tenantId);
    assertAllowed(request, policy);
    assertForm(request, options);
    assertTokenAllows(caller, request);
    assertCallbackAllowed(request.callbackUrl, policy, deps.apiOrigin);
    const { operationId } = uploadRoutes.createUpload;
    const claim = await claimId(deps, caller, { operationId, key: idempotencyKey, request });
    await countForToken(deps, caller, claim.id);
    await pointToUpload(deps, caller, claim.id, request);
    const declared = (await existing(deps, caller, claim)) ?? (await declare(deps, caller, claim.id, request, policy));
    const record = await takeKnownContent(deps, declared);
    if (record.status !== 'pending' && record.status !== 'uploading') {
      return { upload: record, parts: [] };
    }
    const upload = await openMultipart(deps, record);
    return { upload, ...(await signedAnswer(deps, upload, options)) };
  };
}

async function signedAnswer(
  deps: UploadDeps,
  upload: Upload,
  { sign, uploadForm }: SigningOptions,
): Promise<Omit<CreatedUpload, 'upload'>> {
  if (sign === 'none') {
    return { parts: [] };
  }
  return uploadForm === 'post'
    ? { parts: [], form: await signForm(deps, upload) }
    : { parts: await signUpload(deps, upload, firstParts(upload)) };
}

function assertForm({ sizeBytes }: UploadRequest, { uploadForm }: SigningOptions): void {
  if (uploadForm === 'post' && planParts(sizeBytes).strategy === 'multipart') {
    throw new RefusedError('invalid_request', 'a form takes a file of one request only: put this one in parts', [
      { pointer: '/upload_form', detail: `not for ${MULTIPART_FROM_BYTES} bytes or more` },
    ]);
  }
}

/** What an earlier request with the key made; it may have died, or been refused, before it made anything. */
async function existing(deps: UploadDeps, { tenantId }: Caller, { id, isNew }: Claim) {
  return isNew ? undefined : (await deps.uploads.load({ tenantId, id }))?.record;
}

/** Takes place for the upload and writes its row. Of two requests with one key at once, one row stays and one place. */
async function declare(
  deps: UploadDeps,
  caller: Caller,
  uploadId: string,
  request: UploadRequest,
  policy: TenantPolicy,
): Promise<Upload> {
  const { tenantId } = caller;
  const isKnown = await isKnownContent(deps, caller, request);
  await reserveQuota(deps, tenantId, { sizeBytes: request.sizeBytes }, policy.quotas);
  const { record, outcome } = await createChangeRecord({ store: deps.uploads, clock: deps.clock })({
    key: { tenantId, id: uploadId },
    dedupeKey: 'created',
    cause: { ...caller, priority: request.priority ?? DEFAULT_PRIORITY },
    known: 'absent',
    decide: (current, at) =>
      current
        ? undefined
        : {
            record: newUpload(deps, caller, uploadId, request, isKnown, at.occurredAt),
            facts: [uploadCreated(caller, uploadId, request)],
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

/** Throws RefusedError as createCreateUpload does for what the tenant's policy or the storage has to say. */
export function assertAllowed({ sizeBytes, mimeType, checksum }: UploadRequest, policy: TenantPolicy): void {
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
  assertChecksum(checksum, sizeBytes);
}

/** Whoever may not read files must not learn from an answer which of them there are. */
export async function isKnownContent(
  { knownContents }: UploadDeps,
  { tenantId, readsFiles = false }: Caller,
  { dedupe, sizeBytes }: UploadRequest,
): Promise<boolean> {
  if (!readsFiles || dedupe === undefined || knownContents === undefined) {
    return false;
  }
  return knownContents.isReadable({ tenantId, sha256: dedupe.sha256, sizeBytes });
}

function assertChecksum({ algorithm, value }: Partial<Checksum> = {}, sizeBytes: number): void {
  if (algorithm === undefined || value === undefined) {
    return;
  }
  if (!isChecksum(algorithm, value)) {
    throw new RefusedError('invalid_request', `${value} is no ${algorithm} in base64`, [
      { pointer: '/checksum/value', detail: `no ${algorithm}` },
    ]);
  }
  if (algorithm.startsWith('SHA') && planParts(sizeBytes).strategy === 'multipart') {
    throw new RefusedError(
      'invalid_request',
      `of a file in parts S3 knows the ${algorithm} of its parts only: leave the value out, or name a CRC`,
      [{ pointer: '/checksum/value', detail: `not for ${MULTIPART_FROM_BYTES} bytes or more` }],
    );
  }
}

/** A declared upload, before anything is stored of it. */
export function newUpload(
  deps: UploadDeps,
  caller: Caller,
  uploadId: string,
  request: UploadRequest,
  isKnown: boolean,
  now: string,
): Upload {
  return scheduleLook({
    ...request,
    ...(request.sizing === 'at_most' ? planOpen(request) : planParts(request.sizeBytes)),
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
    ...(caller.token && { tokenId: caller.token.tokenId }),
    correlationId: caller.correlationId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(deps.clock() + UPLOAD_LIFE).toISOString(),
  });
}

export function uploadCreated(caller: Caller, uploadId: string, request: UploadRequest): Fact {
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
