import type { Pace } from '../calls/retry.ts';
import type { UploadChecksum } from '../checksums/combine-crc.ts';
import { writeCrc } from '../checksums/combine-crc.ts';
import type { BufferPool } from './buffer-pool.ts';
import { createChooseConcurrency } from './choose-concurrency.ts';
import type { Gate } from './gate.ts';
import type { PlannedPart } from './part-plan.ts';
import type { PartSigner } from './part-signer.ts';
import type { Platform } from './platform.ts';
import { putPart } from './put-part.ts';
import { readPart } from './read-part.ts';
import { runParallel } from './run-parallel.ts';
import type { UploadSource } from './upload-source.ts';

export type SendPartsDeps = Pick<Platform, 'transport' | 'checksummer'> & {
  readonly source: UploadSource;
  readonly signer: PartSigner;
  readonly pool: BufferPool;
  readonly pace: Pace;
  readonly attempts: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Of this upload: closed while it is paused. */
  readonly gate: Gate;
  /** Of all uploads that share a number of parts under way. */
  readonly sharedGate?: Gate | undefined;
  readonly concurrency: Platform['concurrency'];
  readonly checksum: UploadChecksum | false;
  readonly onStored: (part: PlannedPart, crc: bigint | undefined) => void;
};

// So many parts are read and summed up while others are on the way; more where that takes no memory, so that they are
// signed together.
const READ_AHEAD = 2;
const LOOK_AHEAD = 16;
/** While more than this wait to be sent, the next need not be signed yet. */
export const ENOUGH_WAIT = 4;

/** Sends the given parts, several at once, and tells each that is stored. The first that fails for good ends the others. */
export async function sendParts(deps: SendPartsDeps, parts: readonly PlannedPart[]): Promise<void> {
  const { gate, concurrency, now, onStored } = deps;
  // Ends the parts still under way when one of them has failed for good.
  const ended = new AbortController();
  const signal = AbortSignal.any([deps.signal, ended.signal]);
  const choose = createChooseConcurrency(concurrency);
  gate.limitTo(Math.min(concurrency.least, concurrency.most));
  try {
    const ahead = deps.source.readInto === undefined ? LOOK_AHEAD : READ_AHEAD;
    const signalOf = createSignalOf(signal);
    await runParallel(parts, concurrency.most + ahead, async (part) => {
      const crc = await sendPart({ ...deps, signal, signalOf }, part);
      gate.limitTo(choose({ bytes: part.size, atMs: now() }));
      onStored(part, crc);
    });
  } catch (error) {
    ended.abort(error);
    throw error;
  }
}

type SendPartDeps = SendPartsDeps & { readonly signalOf: (turn: AbortSignal) => AbortSignal };

/** The signal together with that of a turn, which is one and the same until the next pause. */
function createSignalOf(signal: AbortSignal): SendPartDeps['signalOf'] {
  let last: { readonly turn: AbortSignal; readonly both: AbortSignal } | undefined;
  return (turn) => {
    if (last?.turn !== turn) last = { turn, both: AbortSignal.any([signal, turn]) };
    return last.both;
  };
}

async function sendPart(deps: SendPartDeps, part: PlannedPart): Promise<bigint | undefined> {
  const { checksum: algorithm, checksummer, signer, signalOf } = deps;
  const { body, release } = await readPart(deps, part);
  try {
    const crc = algorithm === false ? undefined : await checksummer(algorithm, body);
    const checksum = algorithm === false || crc === undefined ? undefined : writeCrc(algorithm, crc);
    // Before it is its turn, so that nobody waits for a signature who could send.
    await signer.signed({ n: part.n, checksum }, 'early');
    await whenOpen(deps, (turn) => putPart({ ...deps, signal: signalOf(turn) }, { n: part.n, body, checksum }));
    return crc;
  } finally {
    release();
  }
}

/** Does the work when it is its turn; what a pause broke off is done again when that is over. */
async function whenOpen({ gate, sharedGate, signal }: SendPartsDeps, work: (turn: AbortSignal) => Promise<void>) {
  for (;;) {
    const turn = await gate.enter(signal);
    try {
      await sharedGate?.enter(signal);
      try {
        return await work(turn);
      } finally {
        sharedGate?.leave();
      }
    } catch (error) {
      if (!turn.aborted || signal.aborted) throw error;
    } finally {
      gate.leave();
    }
  }
}
