import type { uppyRoutes } from '@sluice/contracts';
import type { UploadToken } from '@sluice/core/access';
import { locateStored } from '@sluice/core/history';
import { NotFoundError } from '@sluice/core/runtime';
import {
  createAbortUpload,
  createCompleteUpload,
  createCreateOpenUpload,
  findUpload,
  listAllParts,
  signOpenForm,
  signOpenParts,
  type Upload,
  type UploadDeps,
} from '@sluice/core/upload';
import type { RouteHandlers } from '@sluice/lambda';
import { callerOf } from './caller.ts';
import { metadataInQuery, requestOfUppy } from './uppy-metadata.ts';

/** A hard end for Uppy 5: not before the signature's own. */
const EXPIRES_SECONDS = 3600;

type Call = {
  readonly principal: UploadToken;
  readonly correlationId: string;
  readonly params: { readonly upload_id: string };
  readonly query: { readonly key: string };
};

/** What Uppy's S3 clients call, on the use cases of upload: to them our upload id is S3's. */
export function createUppyHandlers(deps: UploadDeps): RouteHandlers<typeof uppyRoutes> {
  const create = createCreateOpenUpload(deps);
  const complete = createCompleteUpload(deps);
  const abort = createAbortUpload(deps);
  const bucketOf = ({ objectKey }: Upload) => locateStored(deps.storage.urlOf(objectKey)).bucket;
  const find = async ({ principal, correlationId, params, query }: Call) => {
    const caller = callerOf(principal, correlationId);
    const upload = await findUpload(deps, caller, params.upload_id);
    if (upload.objectKey !== query.key) {
      throw new NotFoundError('upload', params.upload_id);
    }
    return { caller, upload };
  };
  return {
    async uppyGetParams({ principal, correlationId, query }) {
      const request = requestOfUppy({ ...query, metadata: metadataInQuery(query) });
      const caller = callerOf(principal, correlationId);
      const upload = await create(caller, deps.ids(), { ...request, strategy: 'single' });
      const { url, fields } = await signOpenForm(deps, upload);
      return { status: 200, body: { method: 'POST', url, fields, expires: EXPIRES_SECONDS } };
    },
    async uppyCreateMultipart({ principal, correlationId, idempotencyKey, body }) {
      const caller = callerOf(principal, correlationId);
      const request = { ...requestOfUppy(body), strategy: 'multipart' } as const;
      const upload = await create(caller, idempotencyKey ?? deps.ids(), request);
      return { status: 200, body: { key: upload.objectKey, uploadId: upload.uploadId, bucket: bucketOf(upload) } };
    },
    async uppyListParts(call) {
      const { objectKey, multipartId } = (await find(call)).upload;
      const parts = multipartId === undefined ? [] : await listAllParts(deps, objectKey, multipartId);
      if (parts === 'gone') {
        throw new NotFoundError('upload', call.params.upload_id);
      }
      return {
        status: 200,
        body: parts.map(({ n, etag, sizeBytes }) => ({ PartNumber: n, ETag: etag, Size: sizeBytes })),
      };
    },
    async uppyAbortMultipart(call) {
      const { caller, upload } = await find(call);
      await abort(caller, upload.uploadId);
      // JSON, not 204: its client reads every answer.
      return { status: 200, body: {} };
    },
    async uppySignPart(call) {
      const { upload } = await find(call);
      const [signed] = await signOpenParts(deps, upload, [call.params.n]);
      if (signed === undefined) {
        throw new TypeError(`part ${call.params.n} of upload ${upload.uploadId} was not signed`);
      }
      return { status: 200, body: { url: signed.url, expires: EXPIRES_SECONDS } };
    },
    async uppySignParts(call) {
      const { upload } = await find(call);
      const numbers = call.query.partNumbers.split(',').map(Number);
      const signed = await signOpenParts(deps, upload, numbers);
      const presignedUrls = Object.fromEntries(signed.map(({ url }, index) => [String(numbers[index]), url]));
      return { status: 200, body: { presignedUrls } };
    },
    async uppyCompleteMultipart(call) {
      const { caller, upload } = await find(call);
      const claimed = call.body.parts.map(({ PartNumber, ETag }) => ({ n: PartNumber, etag: ETag }));
      const { fileId, objectKey } = await complete(caller, upload.uploadId, claimed);
      return { status: 200, body: { location: `/v1/files/${fileId}`, key: objectKey, bucket: bucketOf(upload) } };
    },
  };
}
