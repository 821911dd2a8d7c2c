import type { Caller, UploadDeps } from './deps.ts';
import { findUpload } from './find-upload.ts';
import { listAllParts } from './list-all-parts.ts';
import type { Upload } from './upload-record.ts';

export type UploadProgress = {
  readonly upload: Upload;
  readonly partsUploaded: number;
  readonly bytesUploaded: number;
  /** 0 to 100, whole; 100 only once everything is stored. */
  readonly percentage: number;
};

type Stored = Pick<UploadProgress, 'partsUploaded' | 'bytesUploaded'>;

/** How far an upload has come, counted from what S3 has stored. Throws NotFoundError. */
export function createMeasureProgress(deps: Pick<UploadDeps, 'uploads' | 'storage'>) {
  return async (caller: Caller, uploadId: string): Promise<UploadProgress> => {
    const upload = await findUpload(deps, caller, uploadId);
    const stored = await countStored(deps, upload);
    return { upload, ...stored, percentage: percentageOf(stored, upload) };
  };
}

async function countStored(deps: Pick<UploadDeps, 'storage'>, upload: Upload): Promise<Stored> {
  const { status, objectKey, multipartId, partCount, sizeBytes } = upload;
  const everything = { partsUploaded: partCount, bytesUploaded: sizeBytes };
  const nothing = { partsUploaded: 0, bytesUploaded: 0 };
  if (status === 'completed') {
    return everything;
  }
  if (multipartId === undefined) {
    const object = await deps.storage.head(objectKey);
    return object === undefined ? nothing : { partsUploaded: 1, bytesUploaded: object.sizeBytes };
  }
  const parts = await listAllParts(deps, objectKey, multipartId);
  if (parts === 'gone') {
    // Put together a moment ago, or given up: the object tells.
    return (await deps.storage.head(objectKey)) === undefined ? nothing : everything;
  }
  return { partsUploaded: parts.length, bytesUploaded: parts.reduce((sum, part) => sum + part.sizeBytes, 0) };
}

function percentageOf({ partsUploaded, bytesUploaded }: Stored, { sizeBytes, partCount }: Upload): number {
  if (partsUploaded >= partCount) {
    return 100;
  }
  // Rounded down, or the last part of many would be announced before it is there.
  return sizeBytes === 0 ? 0 : Math.min(99, Math.floor((bytesUploaded / sizeBytes) * 100));
}
