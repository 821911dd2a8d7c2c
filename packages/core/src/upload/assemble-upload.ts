import type { UploadFailure } from '@sluice/contracts';
import { RefusedError } from '../runtime/index.ts';
import type { Arrived } from './arrived.ts';
import { assembleParts, findAllParts } from './assemble-parts.ts';
import type { AssemblyRequest } from './assembly-queue.ts';
import { clearAway } from './clear-away.ts';
import { isClosed } from './decide-upload.ts';
import { type EndDeps, endUpload } from './end-upload.ts';
import { type FinishDeps, finishUpload } from './finish-upload.ts';
import type { Upload } from './upload-record.ts';

export type AssembleDeps = FinishDeps & EndDeps;

/** `closed`: it was given up meanwhile, and nothing is left of it. `undeclared`: no upload has this id. */
export type Assembly = 'finished' | 'failed' | 'closed' | 'undeclared';

/**
 * Puts together the parts of an upload whose client was told that it is completing, and lets its file flow. Twice is fine.
 * Throws what S3 throws when it is not well: then it is to be tried again.
 */
export function createAssembleUpload(deps: AssembleDeps) {
  return async ({ tenantId, uploadId }: Pick<AssemblyRequest, 'tenantId' | 'uploadId'>): Promise<Assembly> => {
    const found = await deps.uploads.load({ tenantId, id: uploadId });
    return found === undefined ? 'undeclared' : assembleUpload(deps, found.record);
  };
}

export async function assembleUpload(deps: AssembleDeps, upload: Upload): Promise<Exclude<Assembly, 'undeclared'>> {
  if (isClosed(upload)) return 'closed';
  const result =
    upload.versionId === undefined ? await assemble(deps, upload) : { arrived: { versionId: upload.versionId } };
  if (result.arrived === undefined) {
    const ended = await endUpload(deps, upload, { type: 'failed', reason: result.failure });
    return ended.upload.status === 'completed' ? 'finished' : 'failed';
  }
  const { outcome } = await finishUpload(deps, upload, result.arrived);
  if (outcome !== 'closed') return 'finished';
  await clearAway(deps, upload);
  return 'closed';
}

type Assembled = { readonly arrived: Arrived } | { readonly arrived?: undefined; readonly failure: UploadFailure };

/** What a client can no longer mend is a failure here: it was told that everything is there. */
async function assemble(deps: AssembleDeps, upload: Upload): Promise<Assembled> {
  const parts = await refusalOf(findAllParts(deps, upload));
  if (parts instanceof RefusedError)
    return { failure: parts.code === 'size_mismatch' ? 'size_mismatch' : 'missing_parts' };
  const arrived = await refusalOf(assembleParts(deps, upload, parts));
  return arrived instanceof RefusedError ? { failure: failureOf(arrived) } : { arrived };
}

function failureOf({ code }: RefusedError): UploadFailure {
  if (code === 'file_too_large') return 'too_large';
  return code === 'size_mismatch' || code === 'checksum_mismatch' ? code : 'parts_lost';
}

async function refusalOf<T>(work: Promise<T>): Promise<T | RefusedError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}
