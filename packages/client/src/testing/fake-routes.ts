import { createUploadSchema, MAX_PARTS_PER_CALL, signPartsSchema } from '@sluice/contracts';
import * as z from 'zod/mini';
import { createCrcs } from '../checksums/checksummer.ts';
import { type UploadChecksum, writeCrc } from '../checksums/combine-crc.ts';
import { answerBatches } from './fake-batches.ts';
import { asJson, type FakeAnswer, type FakeRequest, problem } from './fake-problem.ts';
import { answerReviews } from './fake-reviews.ts';
import {
  CHECKSUM_HEADER,
  completeUpload,
  createUpload,
  type FakeState,
  type FakeUpload,
  isSigned,
  lookAtFile,
  missingParts,
  signPart,
  signTemplate,
  sizeOfPart,
} from './fake-uploads.ts';

const CRCS = createCrcs();

const hasChecksum = ({ body: { checksum } }: FakeUpload, { headers, body }: FakeRequest): boolean => {
  if (checksum === undefined) return true;
  const algorithm: UploadChecksum = checksum.algorithm === 'CRC64NVME' ? 'CRC64NVME' : 'CRC32';
  return headers[CHECKSUM_HEADER] === writeCrc(algorithm, CRCS[algorithm](0n, body));
};

const answerS3 = (state: FakeState, request: FakeRequest, uploadId: string): FakeAnswer => {
  const upload = state.uploads.get(uploadId);
  const n = Number(request.query.get('n'));
  if (upload === undefined || request.method !== 'PUT') return { status: 404 };
  if (Number(request.query.get('epoch')) !== state.epoch || !isSigned(request, n))
    return { status: 403, body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>' };
  if (request.size !== sizeOfPart(upload, n)) return { status: 400, body: '<Code>IncompleteBody</Code>' };
  if (!state.swallow && !hasChecksum(upload, request))
    return { status: 400, body: '<Error><Code>BadDigest</Code></Error>' };
  if (upload.view.strategy === 'single' && upload.stored.has(1))
    return { status: 412, body: '<Error><Code>PreconditionFailed</Code></Error>' };
  upload.stored.set(n, { size: request.size, bytes: request.body });
  return { status: 200 };
};

/** As S3 verified it; nothing where the bytes were not kept. */
const checksumOfWhole = (state: FakeState, { body: { checksum }, stored }: FakeUpload) => {
  if (checksum === undefined || state.swallow) return undefined;
  const algorithm: UploadChecksum = checksum.algorithm === 'CRC64NVME' ? 'CRC64NVME' : 'CRC32';
  const parts = [...stored].sort(([a], [b]) => a - b);
  return {
    algorithm,
    value: writeCrc(
      algorithm,
      parts.reduce((crc, [, { bytes }]) => CRCS[algorithm](crc, bytes), 0n),
    ),
  };
};

const answerUpload = (state: FakeState, request: FakeRequest, base: string, path: readonly string[]): FakeAnswer => {
  const [uploadId = '', verb] = path;
  const upload = state.uploads.get(uploadId);
  if (upload === undefined) return problem('not_found');
  if (verb === undefined && request.method === 'GET') return { status: 200, body: upload.view };
  if (verb === undefined && request.method === 'DELETE') {
    upload.view = { ...upload.view, status: 'aborted' };
    return { status: 204 };
  }
  if (verb === 'parts' && request.method === 'POST') {
    const { parts, form } = z.parse(signPartsSchema, asJson(request));
    if (upload.body.checksum !== undefined && parts.some(({ checksum }) => checksum === undefined))
      return problem('invalid_part', 'every part needs its checksum');
    if (form === 'template') return { status: 200, body: signTemplate(state, upload, parts, base) };
    return { status: 200, body: { parts: parts.map(({ n }) => signPart(state, upload, n, base)) } };
  }
  if (verb === 'parts') {
    const from = Number(request.query.get('cursor') ?? 0);
    const all = [...upload.stored].map(([n, { size }]) => ({ n, size, etag: `"${n}"` }));
    const to = from + state.limits.partsPerPage;
    return { status: 200, body: { items: all.slice(from, to), ...(to < all.length && { next_cursor: String(to) }) } };
  }
  const missing = state.storageUrl === undefined ? missingParts(upload) : [];
  if (missing.length > 0) return problem('missing_parts', `${missing.length} parts are not stored yet`);
  const file_id = completeUpload(state, upload);
  const checksum = checksumOfWhole(state, upload);
  return { status: 200, body: { upload_id: uploadId, status: 'completed', file_id, ...(checksum && { checksum }) } };
};

const answerFile = (state: FakeState, base: string, path: readonly string[]): FakeAnswer => {
  const [fileId = '', what] = path;
  const file = state.files.get(fileId);
  if (file === undefined) return problem('not_found', `file ${fileId} does not exist`);
  if (what === 'content')
    return { status: 200, body: { url: `${base}/content/${fileId}`, expires_at: '2100-01-01T00:00:00.000Z' } };
  if (what === 'renditions') return { status: 200, body: { items: [] } };
  return { status: 200, body: lookAtFile(state, file) };
};

const isOpen = ({ status }: FakeUpload['view']): boolean => status === 'pending' || status === 'uploading';

/** What a well-behaved service answers. */
export const answer = (state: FakeState, request: FakeRequest, base: string): FakeAnswer => {
  const [root, ...path] = request.path.split('/').filter((part) => part !== '');
  if (root === 's3') return answerS3(state, request, path[0] ?? '');
  if (root === 'content') return { status: 200, body: state.files.get(path[0] ?? '')?.content };
  if (root === 'health') return { status: 200, body: { status: 'healthy', services: { upload: 'healthy' } } };
  if (!String(request.headers.authorization).startsWith('Bearer good')) return problem('unauthenticated');
  const [resource, ...rest] = path;
  if (resource === 'uploads' && rest.length === 0 && request.method === 'POST') {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string') return problem('idempotency_key_required');
    const upload = createUpload(state, z.parse(createUploadSchema, asJson(request)), key);
    const { sign, checksum } = upload.body;
    // Parts with checksums are signed once those are known.
    const isKnown = checksum === undefined || upload.view.strategy === 'single';
    const isThere = upload.view.strategy === 'deduplicated';
    const count = sign === 'none' || !isKnown || isThere ? 0 : Math.min(upload.view.part_count, MAX_PARTS_PER_CALL);
    const parts = Array.from({ length: count }, (_, index) => signPart(state, upload, index + 1, base));
    return { status: 201, body: { ...upload.view, parts } };
  }
  if (resource === 'uploads' && rest.length === 0) {
    const fingerprint = request.query.get('fingerprint');
    const found = [...state.uploads.values()].filter(
      ({ body, view }) => isOpen(view) && body.fingerprint === fingerprint,
    );
    return { status: 200, body: { items: found.map(({ view }) => view).reverse() } };
  }
  if (resource === 'uploads') return answerUpload(state, request, base, rest);
  if (resource === 'upload-batches' && request.method === 'POST') return answerBatches(state, request, base);
  if (resource === 'files' && rest.length === 0)
    return { status: 200, body: { items: [...state.files.values()].map((file) => lookAtFile(state, file)) } };
  if (resource === 'files') return answerFile(state, base, rest);
  if (resource === 'reviews') return answerReviews(state, request, rest);
  return problem('not_found');
};
