import type { UploadView } from '@sluice/contracts';
import type { Checksummer } from '../checksums/checksummer.ts';
import { combineCrc, type PartCrc, writeCrc } from '../checksums/combine-crc.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { PlannedPart } from './part-plan.ts';
import { readPart } from './read-part.ts';
import type { UploadSource } from './upload-source.ts';

/** What is stored is not what the source holds: it changed while it was sent, or between two runs. */
export class ChecksumMismatchError extends Error {
  override readonly name = 'ChecksumMismatchError';
}

export type CompareDeps = {
  readonly source: UploadSource;
  readonly pool: BufferPool;
  readonly checksummer: Checksummer;
  readonly signal: AbortSignal;
};

/**
 * Compares what S3 has verified of the whole with the bytes of the source. Parts that an earlier run stored are read
 * again here, not sent again. Throws ChecksumMismatchError.
 */
export async function compareWhole(
  deps: CompareDeps,
  { algorithm, value }: NonNullable<UploadView['checksum']>,
  parts: readonly PlannedPart[],
  known: ReadonlyMap<number, bigint>,
): Promise<void> {
  // A digest of the parts' digests (`…-3`) says nothing of the bytes in one piece.
  if ((algorithm !== 'CRC32' && algorithm !== 'CRC64NVME') || value === undefined || value.includes('-')) return;
  const crcs: PartCrc[] = [];
  for (const part of parts) {
    const crc = known.get(part.n) ?? (await crcOf(deps, part, algorithm));
    crcs.push({ crc, bytes: part.size });
  }
  const ours = writeCrc(algorithm, combineCrc(algorithm, crcs));
  if (ours !== value)
    throw new ChecksumMismatchError(
      `${deps.source.name} has the ${algorithm} ${ours}, what is stored has ${value}: it changed while it was sent, upload it again`,
    );
}

const crcOf = async (deps: CompareDeps, part: PlannedPart, algorithm: 'CRC32' | 'CRC64NVME'): Promise<bigint> => {
  const { body, release } = await readPart(deps, part);
  try {
    return await deps.checksummer(algorithm, body);
  } finally {
    release();
  }
};
