import { type CreatedUploadView, ROUTES, type UploadView } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { ApiError } from '../calls/errors.ts';
import type { Checksummer } from '../checksums/checksummer.ts';
import { type UploadChecksum, writeCrc } from '../checksums/combine-crc.ts';
import type { BufferPool } from './buffer-pool.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readPart } from './read-part.ts';
import type { ResumeStore } from './resume-store.ts';
import type { UploadOptions } from './upload-options.ts';
import type { UploadSource } from './upload-source.ts';

export type OpenedUpload = {
  readonly upload: CreatedUploadView;
  /** Whether parts of it may be stored already. */
  readonly resumed: boolean;
  /** Forgets it, once it is over. */
  readonly forget: () => Promise<void>;
};

export type OpenDeps = {
  readonly call: Call;
  /** Of the API: the same file may be on its way to another one. */
  readonly baseUrl: string;
  readonly resumeStore: ResumeStore;
  readonly checksummer: Checksummer;
  readonly pool: BufferPool;
  readonly signal: AbortSignal;
};

const GOES_ON = new Set<UploadView['status']>(['pending', 'uploading', 'completing', 'completed']);
const nothing = async () => {};

/** The upload to go on with, or a new one. */
export async function openUpload(deps: OpenDeps, source: UploadSource, options: UploadOptions): Promise<OpenedUpload> {
  const { uploadId, resume } = options;
  if (uploadId !== undefined) {
    const upload = await load(deps, uploadId);
    if (upload.size_bytes !== source.size)
      throw new TypeError(
        `upload ${uploadId} is for ${upload.size_bytes} bytes, ${source.name} has ${source.size}: start a new upload`,
      );
    return { upload, resumed: true, forget: nothing };
  }
  if (!resume) return { upload: await create(deps, source, options), resumed: false, forget: nothing };
  const store = resume === true ? deps.resumeStore : resume;
  const fingerprint = await fingerprintOf(source);
  const key = `${deps.baseUrl} ${fingerprint}`;
  const forget = () => store.delete(key);
  const remembered = await store.get(key);
  // What is not remembered here may have been begun on another machine.
  const known = await findAgain(deps, source, remembered ?? (await findByFile(deps, fingerprint)));
  if (known !== undefined) {
    await store.set(key, known.upload_id);
    return { upload: known, resumed: true, forget };
  }
  const upload = await create(deps, source, { ...options, fingerprint });
  await store.set(key, upload.upload_id);
  return { upload, resumed: false, forget };
}

const load = async ({ call, signal }: OpenDeps, upload_id: string): Promise<CreatedUploadView> => ({
  ...(await call(ROUTES.getUpload, { params: { upload_id } }, { signal })),
  parts: [],
});

/** The newest of the caller's open uploads of a file, if the service knows one. */
const findByFile = async ({ call, signal }: OpenDeps, fingerprint: string): Promise<string | undefined> =>
  (await call(ROUTES.listUploads, { query: { fingerprint, limit: 1 } }, { signal })).items[0]?.upload_id;

/** The remembered upload, unless it is over, somebody else's, or not of this file. */
const findAgain = async (deps: OpenDeps, source: UploadSource, uploadId: string | undefined) => {
  if (uploadId === undefined) return undefined;
  try {
    const upload = await load(deps, uploadId);
    return GOES_ON.has(upload.status) && upload.size_bytes === source.size ? upload : undefined;
  } catch (error) {
    // What was remembered may be damaged or of another day: the service does not know it.
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401)
      return undefined;
    throw error;
  }
};

/** Up to this a file is sent in one request, and read beforehand: its checksum is declared, and one call is saved. */
const DECLARED_BYTES = 8 * 1024 ** 2;

const create = async (deps: OpenDeps, source: UploadSource, options: UploadOptions): Promise<CreatedUploadView> => {
  const { relative_path, metadata, tags, priority, fingerprint, idempotencyKey } = options;
  const checksum = await declareChecksum(deps, source, options.checksum ?? 'CRC32');
  const body = {
    filename: options.filename ?? source.name,
    size_bytes: source.size,
    mime_type: options.mime_type ?? (source.type.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'),
    // Other parts are signed when their bytes are at hand.
    ...(source.size > DECLARED_BYTES && { sign: 'none' as const }),
    ...(checksum !== undefined && { checksum }),
    ...(relative_path !== undefined && { relative_path }),
    ...(metadata !== undefined && { metadata }),
    ...(tags !== undefined && { tags }),
    ...(priority !== undefined && { priority }),
    ...(fingerprint !== undefined && { fingerprint }),
  };
  const { signal } = deps;
  return deps.call(ROUTES.createUpload, { body }, { signal, ...(idempotencyKey !== undefined && { idempotencyKey }) });
};

const declareChecksum = async (deps: OpenDeps, source: UploadSource, algorithm: UploadChecksum | false) => {
  if (algorithm === false) return undefined;
  const { size } = source;
  if (size > DECLARED_BYTES) return { algorithm };
  const { body, release } = await readPart({ ...deps, source }, { n: 1, start: 0, size });
  try {
    return { algorithm, value: writeCrc(algorithm, await deps.checksummer(algorithm, body)) };
  } finally {
    release();
  }
};

/** What the parts of an upload are signed with: it was said when the upload was created. Throws TypeError for what we cannot compute. */
export const checksumOf = ({ upload_id, checksum }: UploadView): UploadChecksum | false => {
  if (checksum === undefined) return false;
  const { algorithm } = checksum;
  if (algorithm === 'CRC32' || algorithm === 'CRC64NVME') return algorithm;
  throw new TypeError(`upload ${upload_id} was created with ${algorithm}, which is not known here: start a new upload`);
};
