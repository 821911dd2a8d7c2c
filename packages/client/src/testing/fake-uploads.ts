import { createHash } from 'node:crypto';
import type {
  CreatedUploadView,
  CreateUploadBody,
  FileStatus,
  FileView,
  ReviewView,
  SignedPart,
  SignedPartTemplate,
} from '@sluice/contracts';
import type { FakeRequest } from './fake-problem.ts';
import { uuidV7 } from './uuid-v7.ts';

export type FakeLimits = {
  readonly partSize: number;
  /** From this size on an upload has parts. */
  readonly multipartFrom: number;
  readonly maxConcurrency: number;
  /** Of one answer of listParts. */
  readonly partsPerPage: number;
  /** What a file goes through, one status for each time it is asked for. */
  readonly statuses: readonly FileStatus[];
};

/** `bytes` is empty when the service only counts. */
export type StoredPart = { readonly size: number; readonly bytes: Buffer };

export type FakeUpload = {
  view: Omit<CreatedUploadView, 'parts'>;
  readonly body: CreateUploadBody;
  readonly idempotencyKey: string;
  readonly stored: Map<number, StoredPart>;
};

export type FakeFile = { view: FileView; readonly content: Buffer; asked: number };

export type FakeState = {
  /** Bytes are counted, not kept: nothing can be said of them. */
  readonly swallow: boolean;
  /** Another server that takes the parts. */
  readonly storageUrl: string | undefined;
  readonly limits: FakeLimits;
  readonly uploads: Map<string, FakeUpload>;
  readonly files: Map<string, FakeFile>;
  readonly reviews: Map<string, ReviewView>;
  /** URLs signed in an earlier epoch have expired. */
  epoch: number;
};

export const CHECKSUM_HEADER = 'x-amz-checksum-test';

const at = '2026-01-01T00:00:00.000Z';

export const createUpload = (state: FakeState, body: CreateUploadBody, idempotencyKey: string): FakeUpload => {
  for (const upload of state.uploads.values()) if (upload.idempotencyKey === idempotencyKey) return upload;
  const multipart = body.size_bytes >= state.limits.multipartFrom;
  const part_size = multipart ? state.limits.partSize : body.size_bytes;
  const view = {
    upload_id: uuidV7(),
    status: 'uploading' as const,
    filename: body.filename,
    size_bytes: body.size_bytes,
    mime_type: body.mime_type,
    strategy: multipart ? ('multipart' as const) : ('single' as const),
    part_size,
    part_count: multipart ? Math.ceil(body.size_bytes / part_size) : 1,
    max_concurrency: state.limits.maxConcurrency,
    ...(body.checksum !== undefined && { checksum: body.checksum }),
    metadata: body.metadata ?? {},
    tags: body.tags ?? [],
    priority: body.priority ?? 5,
    created_at: at,
    updated_at: at,
    expires_at: '2100-01-01T00:00:00.000Z',
  };
  const known = knownContent(state, body);
  const upload: FakeUpload = {
    ...{ body, idempotencyKey, stored: new Map<number, StoredPart>() },
    view: known === undefined ? view : { ...view, strategy: 'deduplicated' },
  };
  state.uploads.set(view.upload_id, upload);
  if (known !== undefined) {
    upload.stored.set(1, { size: known.byteLength, bytes: known });
    completeUpload(state, upload);
  }
  return upload;
};

/** What is stored already of the content that is declared. */
const knownContent = ({ files }: FakeState, { dedupe }: CreateUploadBody): Buffer | undefined => {
  if (dedupe === undefined) return undefined;
  const isSame = ({ content }: FakeFile) => createHash('sha256').update(content).digest('hex') === dedupe.sha256;
  return [...files.values()].find(isSame)?.content;
};

export const sizeOfPart = ({ view }: FakeUpload, n: number): number =>
  n < view.part_count ? view.part_size : view.size_bytes - view.part_size * (view.part_count - 1);

export const signPart = (state: FakeState, upload: FakeUpload, n: number, baseUrl: string): SignedPart => ({
  n,
  url: `${state.storageUrl ?? baseUrl}/s3/${upload.view.upload_id}?n=${n}&epoch=${state.epoch}`,
  method: 'PUT',
  headers: {
    'x-amz-meta-signed': `part-${n}`,
    'content-length': String(sizeOfPart(upload, n)),
    ...(upload.body.checksum?.value !== undefined && { [CHECKSUM_HEADER]: upload.body.checksum.value }),
  },
  size: sizeOfPart(upload, n),
  expires_at: '2100-01-01T00:00:00.000Z',
});

const signatureOf = (n: number, checksum = ''): string => `part-${n}-${Buffer.from(checksum).toString('hex')}`;

/** The template form: the signature of a part is good for its number and checksum only. */
export const signTemplate = (
  state: FakeState,
  upload: FakeUpload,
  parts: readonly { readonly n: number; readonly checksum?: string | undefined }[],
  baseUrl: string,
): SignedPartTemplate => ({
  template: {
    url: `${state.storageUrl ?? baseUrl}/s3/${upload.view.upload_id}?n={n}&epoch=${state.epoch}&signature={signature}`,
    method: 'PUT',
    headers: upload.body.checksum === undefined ? {} : { [CHECKSUM_HEADER]: '{checksum}' },
    expires_at: '2100-01-01T00:00:00.000Z',
  },
  parts: parts.map(({ n, checksum }) => ({ n, signature: signatureOf(n, checksum) })),
});

/** Whether a PUT is signed as one of the two forms. */
export const isSigned = ({ query, headers }: FakeRequest, n: number): boolean => {
  const checksum = headers[CHECKSUM_HEADER];
  return query.has('signature')
    ? query.get('signature') === signatureOf(n, typeof checksum === 'string' ? checksum : '')
    : headers['x-amz-meta-signed'] === `part-${n}`;
};

export const missingParts = (upload: FakeUpload): number[] =>
  Array.from({ length: upload.view.part_count }, (_, index) => index + 1).filter((n) => !upload.stored.has(n));

/** What the upload becomes; the same file however often it is completed. */
export const completeUpload = (state: FakeState, upload: FakeUpload): string => {
  if (upload.view.file_id !== undefined) return upload.view.file_id;
  const file_id = uuidV7();
  const content = Buffer.concat([...upload.stored].sort(([a], [b]) => a - b).map(([, { bytes }]) => bytes));
  const { upload_id, filename, mime_type, size_bytes, tags, metadata } = upload.view;
  const view: FileView = {
    ...{ file_id, upload_id, filename, mime_type, size_bytes, tags, metadata },
    ...{ tenant_id: 'acme', owner_id: 'someone', version: 1, declared_mime_type: mime_type, status: 'uploaded' },
    ...{ renditions: [], findings: {}, created_at: at, updated_at: at },
  };
  state.files.set(file_id, { view, content, asked: 0 });
  upload.view = { ...upload.view, status: 'completed', file_id };
  return file_id;
};

/** The file as it is now; it has come one status further whenever somebody looks. */
export const lookAtFile = ({ limits: { statuses } }: FakeState, file: FakeFile): FileView => {
  const status = statuses[Math.min(file.asked, statuses.length - 1)] ?? 'published';
  file.asked += 1;
  file.view = { ...file.view, status };
  return file.view;
};
