import type { CreateUploadBody } from '@sluice/contracts';
import type { Checksummer } from '../checksums/checksummer.ts';
import { type UploadChecksum, writeCrc } from '../checksums/combine-crc.ts';
import { type HashDeps, hashContent } from './hash-content.ts';
import { readPart } from './read-part.ts';
import type { UploadOptions } from './upload-options.ts';
import type { UploadSource } from './upload-source.ts';

export type DeclareDeps = HashDeps & { readonly checksummer: Checksummer };

/** Up to this a file is sent in one request, and read beforehand: its checksum is declared, and one call is saved. */
export const DECLARED_BYTES = 8 * 1024 ** 2;

/** What the service is told of a file before its bytes are sent. Reads it whole for its checksum if small, for `dedupe` always. */
export async function declareFile(
  deps: DeclareDeps,
  source: UploadSource,
  options: UploadOptions & { readonly fingerprint?: string },
): Promise<CreateUploadBody> {
  const { relative_path, metadata, tags, priority, fingerprint, operations, callback_url } = options;
  const dedupe = await declareContent(deps, source, options.dedupe ?? false);
  const checksum = await declareChecksum(deps, source, options.checksum ?? 'CRC32');
  return {
    filename: options.filename ?? source.name,
    size_bytes: source.size,
    mime_type: options.mime_type ?? (source.type.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'),
    ...(checksum !== undefined && { checksum }),
    ...(dedupe !== undefined && { dedupe }),
    ...(relative_path !== undefined && { relative_path }),
    ...(metadata !== undefined && { metadata }),
    ...(tags !== undefined && { tags }),
    ...(priority !== undefined && { priority }),
    ...(operations !== undefined && { operations }),
    ...(callback_url !== undefined && { callback_url }),
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

const declareContent = async (
  deps: DeclareDeps,
  source: UploadSource,
  dedupe: NonNullable<UploadOptions['dedupe']>,
): Promise<CreateUploadBody['dedupe']> => {
  if (dedupe === false) return undefined;
  return dedupe === true ? { sha256: await hashContent(deps, source) } : dedupe;
};

const declareChecksum = async (deps: DeclareDeps, source: UploadSource, algorithm: UploadChecksum | false) => {
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
