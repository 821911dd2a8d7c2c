import type { PartBody } from '../transport/put-transport.ts';
import type { UploadChecksum } from './combine-crc.ts';
import { createCrc32, createCrc64Nvme, type UpdateCrc } from './create-crc.ts';

/** The checksum of a part, off the path that sends bytes as far as the platform allows. */
export type Checksummer = (algorithm: UploadChecksum, body: PartBody) => Promise<bigint>;

export type Crcs = Readonly<Record<UploadChecksum, UpdateCrc>>;

/** Table-driven, for any platform. */
export const createCrcs = (): Crcs => ({ CRC32: createCrc32(), CRC64NVME: createCrc64Nvme() });

// Long enough to cost little, short enough that nothing else waits for long.
const STEP = 512 * 1024;
const takeTurns = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

async function* stepsOf(body: PartBody, breathe: () => Promise<void>): AsyncGenerator<Uint8Array> {
  if (body instanceof Blob) {
    for (let at = 0; at < body.size; at += STEP) yield new Uint8Array(await body.slice(at, at + STEP).arrayBuffer());
    return;
  }
  for (let at = 0; at < body.byteLength; at += STEP) {
    if (at > 0) await breathe();
    yield body.subarray(at, at + STEP);
  }
}

/**
 * Computes on this thread, a little at a time; `breathe` lets others have their turn. One after the other, so that the
 * first is there early, and its bytes are still in the processor's cache when they are sent.
 */
export const createInlineChecksummer = (makeCrcs: () => Crcs = createCrcs, breathe = takeTurns): Checksummer => {
  let crcs: Crcs | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const compute: Checksummer = async (algorithm, body) => {
    crcs ??= makeCrcs();
    let crc = 0n;
    for await (const bytes of stepsOf(body, breathe)) crc = crcs[algorithm](crc, bytes);
    return crc;
  };
  return (algorithm, body) => {
    const mine = before.then(() => compute(algorithm, body));
    before = mine.catch(() => {});
    return mine;
  };
};
