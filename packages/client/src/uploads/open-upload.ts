import { type CreatedUploadView, ROUTES, type UploadView } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { ApiError } from '../calls/errors.ts';
import type { UploadChecksum } from '../checksums/combine-crc.ts';
import { DECLARED_BYTES, type DeclareDeps, declareFile } from './declare-file.ts';
import { fingerprintOf } from './fingerprint.ts';
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

export type OpenDeps = DeclareDeps & {
  readonly call: Call;
  /** Of the API: the same file may be on its way to another one. */
  readonly baseUrl: string;
  readonly resumeStore: ResumeStore;
};

const GOES_ON = new Set<UploadView['status']>(['pending', 'uploading', 'completing', 'completed']);
const nothing = async () => {};

/** With what a file is known by, where it is to be found again. */
type KnownOptions = UploadOptions & { readonly fingerprint?: string };

/** The upload to go on with, or a new one. Tells it. */
export async function openUpload(deps: OpenDeps, source: UploadSource, options: UploadOptions): Promise<OpenedUpload> {
  const opened = await findOrCreate(deps, source, options);
  options.onCreated?.(opened.upload);
  return opened;
}

async function findOrCreate(deps: OpenDeps, source: UploadSource, options: UploadOptions): Promise<OpenedUpload> {
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

const create = async (deps: OpenDeps, source: UploadSource, options: KnownOptions): Promise<CreatedUploadView> => {
  const { idempotencyKey } = options;
  const body = {
    ...(await declareFile(deps, source, options)),
    // Other parts are signed when their bytes are at hand.
    ...(source.size > DECLARED_BYTES && { sign: 'none' as const }),
  };
  const { signal } = deps;
  return deps.call(ROUTES.createUpload, { body }, { signal, ...(idempotencyKey !== undefined && { idempotencyKey }) });
};

/** What the parts of an upload are signed with: it was said when the upload was created. Throws TypeError for what we cannot compute. */
export const checksumOf = ({
  upload_id,
  checksum,
}: Pick<UploadView, 'upload_id' | 'checksum'>): UploadChecksum | false => {
  if (checksum === undefined) return false;
  const { algorithm } = checksum;
  if (algorithm === 'CRC32' || algorithm === 'CRC64NVME') return algorithm;
  throw new TypeError(`upload ${upload_id} was created with ${algorithm}, which is not known here: start a new upload`);
};
