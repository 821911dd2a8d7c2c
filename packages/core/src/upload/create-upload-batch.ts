import { uploadRoutes } from '@sluice/contracts';
import type { TenantPolicy } from '../access/index.ts';
import { createAddRecords } from '../history/index.ts';
import { deriveId, RefusedError } from '../runtime/index.ts';
import { assertTokenAllows } from './assert-token-allows.ts';
import type { BatchRecord, RefusedFile } from './batches.ts';
import { assertCallbackAllowed } from './callback-allowed.ts';
import { claimId } from './claim-id.ts';
import { countBatchForToken } from './count-batch-for-token.ts';
import { noRoom } from './count-for-token.ts';
import { assertAllowed, DEFAULT_PRIORITY, isKnownContent, newUpload, uploadCreated } from './create-upload.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { pointToUpload } from './point-to-upload.ts';
import { reserveQuota } from './reserve-quota.ts';
import { type SignedUploadPart, URL_LIFE_SECONDS } from './sign-upload.ts';
import { takeKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';
import type { UploadRequest } from './upload-request.ts';

export type CreatedBatchItem =
  | ({ readonly outcome: 'refused'; readonly request: UploadRequest } & RefusedFile)
  | {
      readonly outcome: 'created';
      readonly request: UploadRequest;
      readonly upload: Upload;
      /** Of a file of one request that still takes bytes. */
      readonly part?: SignedUploadPart;
    };

export type CreatedBatch = { readonly batchId: string; readonly items: readonly CreatedBatchItem[] };

/** Enough to act on; a thousand of them fit into a row. */
const MAX_DETAIL = 200;

/** The upload of a batch's file: the same however often it is asked for. */
export function uploadIdInBatch(batchId: string, index: number): string {
  return deriveId(batchId, `upload#${index}`);
}

/**
 * Declares many files at once. Ids follow from the batch's, so a repeat with the same key answers the same without a lock;
 * a file that is refused becomes none and stops no other. Uploads in parts are opened when their first part is signed.
 * Throws RefusedError `idempotency_mismatch`.
 */
export function createCreateUploadBatch(deps: UploadDeps) {
  return async (caller: Caller, idempotencyKey: string, requests: readonly UploadRequest[]): Promise<CreatedBatch> => {
    const { operationId } = uploadRoutes.createUploadBatch;
    const claim = await claimId(deps, caller, { operationId, key: idempotencyKey, request: requests });
    const batchId = claim.id;
    const policy = await deps.policies.policyOf(caller.tenantId);
    const batch = await deps.batches.add(await decideBatch(deps, caller, { batchId, requests, policy }));
    if (claim.isNew) {
      await reserveBatch(deps, caller, requests, { batch, policy });
    }
    const refused = new Map(batch.refused.map((file) => [file.index, file]));
    const accepted = requests.flatMap((request, index) => (refused.has(index) ? [] : [{ request, index }]));
    const uploads = await addUploads(deps, caller, batch, accepted);
    const parts = await signSingles(deps, uploads);
    const byIndex = new Map(uploads.map((upload, place) => [accepted[place]?.index, upload]));
    return {
      batchId,
      items: requests.flatMap((request, index): CreatedBatchItem[] => {
        const upload = byIndex.get(index);
        const refusal = refused.get(index);
        if (upload === undefined) {
          return refusal === undefined ? [] : [{ outcome: 'refused', request, ...refusal }];
        }
        const part = parts.get(upload.uploadId);
        return [{ outcome: 'created', request, upload, ...(part && { part }) }];
      }),
    };
  };
}

/** The batch as it is to be: which of its files are none. */
async function decideBatch(
  deps: UploadDeps,
  caller: Caller,
  { batchId, requests, policy }: { batchId: string; requests: readonly UploadRequest[]; policy: TenantPolicy },
): Promise<BatchRecord> {
  const refusals = requests.map((request, index) =>
    refusalOf(index, () => {
      assertAllowed(request, policy);
      assertTokenAllows(caller, request);
      assertCallbackAllowed(request.callbackUrl, policy, deps.apiOrigin);
    }),
  );
  const ids = requests.map((_, index) => uploadIdInBatch(batchId, index));
  const wanted = ids.filter((_, index) => refusals[index] === undefined);
  const without = await countBatchForToken(deps, caller, wanted);
  const { tenantId, userId, token } = caller;
  return {
    tenantId,
    batchId,
    ownerId: userId,
    ...(token && { tokenId: token.tokenId }),
    fileCount: requests.length,
    refused: ids.flatMap((id, index) => {
      const hasRoom = token === undefined || !without.has(id);
      const refusal = refusals[index] ?? (hasRoom ? undefined : describe(index, noRoom(token)));
      return refusal === undefined ? [] : [refusal];
    }),
    createdAt: new Date(deps.clock()).toISOString(),
  };
}

/** Takes place for all of its uploads at once. Throws RefusedError `quota_exceeded`: the key is then used up. */
async function reserveBatch(
  deps: UploadDeps,
  { tenantId }: Caller,
  requests: readonly UploadRequest[],
  { batch, policy }: { batch: BatchRecord; policy: TenantPolicy },
): Promise<void> {
  const refused = new Set(batch.refused.map(({ index }) => index));
  const accepted = requests.filter((_, index) => !refused.has(index));
  const sizeBytes = accepted.reduce((sum, request) => sum + request.sizeBytes, 0);
  if (accepted.length > 0) {
    await reserveQuota(deps, tenantId, { sizeBytes, uploads: accepted.length }, policy.quotas);
  }
}

function refusalOf(index: number, assert: () => void): RefusedFile | undefined {
  try {
    assert();
    return undefined;
  } catch (error) {
    if (error instanceof RefusedError) {
      return describe(index, error);
    }
    throw error;
  }
}

function describe(index: number, { code, message }: RefusedError): RefusedFile {
  return { index, code, detail: message.slice(0, MAX_DETAIL) };
}

async function addUploads(
  deps: UploadDeps,
  caller: Caller,
  { batchId, createdAt }: BatchRecord,
  files: readonly { readonly request: UploadRequest; readonly index: number }[],
): Promise<Upload[]> {
  const known = await Promise.all(files.map(({ request }) => isKnownContent(deps, caller, request)));
  const additions = files.map(({ request, index }, place) => {
    const uploadId = uploadIdInBatch(batchId, index);
    const fileId = deriveId(batchId, `file#${index}`);
    return {
      key: { tenantId: caller.tenantId, id: uploadId },
      dedupeKey: 'created',
      cause: { ...caller, priority: request.priority ?? DEFAULT_PRIORITY },
      record: { ...newUpload(deps, caller, uploadId, request, known[place] ?? false, createdAt), fileId, batchId },
      fact: uploadCreated(caller, uploadId, request),
    };
  });
  await Promise.all(
    files.map(({ request, index }) => pointToUpload(deps, caller, uploadIdInBatch(batchId, index), request)),
  );
  const added = await createAddRecords({ store: deps.uploads, clock: deps.clock })(additions);
  return Promise.all(added.map((upload) => takeKnownContent(deps, upload)));
}

/** The one part of each upload that has one and still takes it, by upload. */
async function signSingles(
  { storage }: Pick<UploadDeps, 'storage'>,
  uploads: readonly Upload[],
): Promise<ReadonlyMap<string, SignedUploadPart>> {
  const singles = uploads.filter(({ strategy, status }) => strategy === 'single' && status === 'pending');
  const signed = await storage.signPuts({
    objects: singles.map(({ objectKey: key, sizeBytes, checksum }) => ({ key, sizeBytes, checksum })),
    expiresInSeconds: URL_LIFE_SECONDS,
  });
  return new Map(
    singles.flatMap(({ uploadId, sizeBytes }, index) => {
      const request = signed[index];
      return request === undefined ? [] : [[uploadId, { n: 1, sizeBytes, ...request }] as const];
    }),
  );
}
