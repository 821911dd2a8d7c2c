import type { uploadRoutes } from '@sluice/contracts';
import type { CursorSeal } from '@sluice/core/runtime';
import {
  type Caller,
  createAbortUpload,
  createCompleteUpload,
  createCreateUpload,
  createCreateUploadBatch,
  createCreateUploadToken,
  createFindByFingerprint,
  createGetUploadBatch,
  createIssueCredentials,
  createListParts,
  createListUploads,
  createMeasureProgress,
  createRedirectChunk,
  createRevokeUploadToken,
  createSignParts,
  createSignPartTemplate,
  findUpload,
  type HoldDeps,
  type IssueCredentialsDeps,
  sealTokenOf,
  type UploadDeps,
  type UploadTokenSeal,
} from '@sluice/core/upload';
import type { HandlerInput, RouteHandlers } from '@sluice/lambda';
import { createAnswerNews } from './answer-news.ts';
import { callerOf } from './caller.ts';
import { presentBatch, presentCreatedBatch } from './present-batch.ts';
import {
  presentCredentials,
  presentForm,
  presentPart,
  presentProgress,
  presentTemplate,
  presentUpload,
} from './present-upload.ts';
import { requestOf } from './upload-request.ts';

type Body = HandlerInput<typeof uploadRoutes.createUpload>['body'];

const DEFAULT_PAGE = 50;

/** Upload's routes on its use cases: the wire on one side, the domain on the other. */
export function createUploadHandlers(
  deps: UploadDeps & IssueCredentialsDeps & HoldDeps,
  cursors: CursorSeal,
  seal: UploadTokenSeal,
): RouteHandlers<typeof uploadRoutes> {
  const create = createCreateUpload(deps);
  const list = createListUploads(deps);
  const findByFingerprint = createFindByFingerprint(deps);
  const sign = createSignParts(deps);
  const signTemplate = createSignPartTemplate(deps);
  const listParts = createListParts(deps);
  const issueCredentials = createIssueCredentials(deps);
  const complete = createCompleteUpload(deps);
  const abort = createAbortUpload(deps);
  const redirectChunk = createRedirectChunk(deps);
  const measure = createMeasureProgress(deps);
  const createBatch = createCreateUploadBatch(deps);
  const getBatch = createGetUploadBatch(deps);
  const createToken = createCreateUploadToken({ ...deps, seal });
  const revokeToken = createRevokeUploadToken(deps);
  const answerNews = createAnswerNews(deps);
  const createAnswer = async (caller: Caller, key: string, body: Body) => {
    const options = { sign: body.sign, uploadForm: body.upload_form };
    const { upload, parts, form } = await create(caller, key, requestOf(body), options);
    return {
      status: 201,
      headers: { location: `/v1/uploads/${upload.uploadId}` },
      body: {
        ...presentUpload(upload),
        parts: parts.map(presentPart),
        ...(form && { form: presentForm(form) }),
        upload_token: await sealTokenOf(seal, upload),
      },
    } as const;
  };
  return {
    async createUpload({ principal, correlationId, idempotencyKey, body }) {
      return createAnswer(callerOf(principal, correlationId), idempotencyKey, body);
    },
    async initiateUpload({ principal, correlationId, idempotencyKey, body }) {
      return createAnswer(callerOf(principal, correlationId), idempotencyKey ?? deps.ids(), body);
    },
    async listUploads({ principal, correlationId, query }) {
      const { fingerprint } = query;
      if (fingerprint !== undefined) {
        const open = await findByFingerprint(callerOf(principal, correlationId), fingerprint);
        return { status: 200, body: { items: open.slice(0, query.limit).map(presentUpload) } };
      }
      const scope = { operationId: 'listUploads', tenantId: principal.tenantId };
      const { items, next } = await list(callerOf(principal, correlationId), {
        limit: query.limit ?? DEFAULT_PAGE,
        ...(query.cursor !== undefined && { after: await cursors.open(scope, query.cursor) }),
      });
      return {
        status: 200,
        body: {
          items: items.map(presentUpload),
          ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }),
        },
      };
    },
    async getUpload({ principal, correlationId, params, query, headers }) {
      const caller = callerOf(principal, correlationId);
      const read = async () => presentUpload(await findUpload(deps, caller, params.upload_id));
      return answerNews(read, headers, query.wait);
    },
    async abortUpload({ principal, correlationId, params }) {
      await abort(callerOf(principal, correlationId), params.upload_id);
      return { status: 204 };
    },
    async signParts({ principal, correlationId, params, body }) {
      const numbers = body.parts.map(({ n }) => n);
      const checksums = new Map(
        body.parts.flatMap(({ n, checksum }) => (checksum === undefined ? [] : [[n, checksum]])),
      );
      const caller = callerOf(principal, correlationId);
      if (body.form === 'template') {
        return { status: 200, body: presentTemplate(await signTemplate(caller, params.upload_id, numbers, checksums)) };
      }
      const parts = await sign(caller, params.upload_id, numbers, checksums);
      return { status: 200, body: { parts: parts.map(presentPart) } };
    },
    async listParts({ principal, correlationId, params, query }) {
      const scope = { operationId: `listParts ${params.upload_id}`, tenantId: principal.tenantId };
      const after = query.cursor === undefined ? undefined : await cursors.open(scope, query.cursor);
      const { items, next } = await listParts(callerOf(principal, correlationId), params.upload_id, after);
      return {
        status: 200,
        body: {
          items: items.map(({ n, sizeBytes, etag }) => ({ n, size: sizeBytes, etag })),
          ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }),
        },
      };
    },
    async putChunk({ principal, correlationId, params, query }) {
      const location = await redirectChunk(callerOf(principal, correlationId), params.upload_id, query.chunk_index);
      return { status: 307, headers: { location } };
    },
    async getUploadStatus({ principal, correlationId, params, query, headers }) {
      const caller = callerOf(principal, correlationId);
      const read = async () => presentProgress(await measure(caller, params.upload_id));
      return answerNews(read, headers, query.wait);
    },
    async issueCredentials({ principal, correlationId, params }) {
      const issued = await issueCredentials(callerOf(principal, correlationId), params.upload_id);
      return { status: 200, body: presentCredentials(issued), headers: { 'cache-control': 'no-store' } };
    },
    async completeUpload({ principal, correlationId, params }) {
      const upload = await complete(callerOf(principal, correlationId), params.upload_id);
      const { uploadId, fileId, checksum, status } = upload;
      return status === 'completing'
        ? {
            status: 202,
            headers: { location: `/v1/uploads/${uploadId}/status` },
            body: { upload_id: uploadId, status },
          }
        : {
            status: 200,
            body: { upload_id: uploadId, status: 'completed', file_id: fileId, ...(checksum && { checksum }) },
          };
    },
    async createUploadToken({ principal, correlationId, idempotencyKey, body }) {
      const { max_files, max_bytes, mime_types, expires_in } = body;
      const { record, token } = await createToken(callerOf(principal, correlationId), idempotencyKey, {
        maxFiles: max_files,
        maxBytes: max_bytes,
        ...(mime_types !== undefined && { mimeTypes: mime_types }),
        expiresInSeconds: expires_in,
      });
      return { status: 201, body: { token_id: record.tokenId, upload_token: token, expires_at: record.expiresAt } };
    },
    async revokeUploadToken({ principal, correlationId, params }) {
      await revokeToken(callerOf(principal, correlationId), params.token_id);
      return { status: 204 };
    },
    async createUploadBatch({ principal, correlationId, idempotencyKey, body }) {
      const batch = await createBatch(callerOf(principal, correlationId), idempotencyKey, body.files.map(requestOf));
      return { status: 201, body: presentCreatedBatch(batch) };
    },
    async getUploadBatch({ principal, correlationId, params, query }) {
      const scope = { operationId: `getUploadBatch ${params.batch_id}`, tenantId: principal.tenantId };
      const { next, ...batch } = await getBatch(callerOf(principal, correlationId), params.batch_id, {
        limit: query.limit ?? DEFAULT_PAGE,
        ...(query.cursor !== undefined && { after: await cursors.open(scope, query.cursor) }),
      });
      return {
        status: 200,
        body: { ...presentBatch(batch), ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }) },
      };
    },
  };
}
