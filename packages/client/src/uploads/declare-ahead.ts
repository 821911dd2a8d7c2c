import { type CreateUploadBody, MAX_FILES_PER_BATCH } from '@sluice/contracts';
import type { DeclaredFile } from './declare-batch.ts';

export type DeclareAheadOptions = {
  readonly count: number;
  /** What is declared of a file, or undefined for one that is declared alone. */
  readonly declare: (index: number) => Promise<CreateUploadBody | undefined>;
  readonly send: (files: readonly CreateUploadBody[]) => Promise<readonly DeclaredFile[]>;
};

export type DeclareAhead = {
  /** What became of the declaration of a file, once. Files are taken in order, by as many as like. */
  readonly take: (index: number) => Promise<DeclaredFile>;
  /** Declared, but never taken. */
  readonly left: () => Promise<readonly DeclaredFile[]>;
};

/** So many at once cost little to wait for; a whole call's worth would have to be read before the first is sent. */
const MOST_FILES = Math.min(100, MAX_FILES_PER_BATCH);
/** They are read beforehand, for their checksums. */
const MOST_BYTES = 32 * 1024 ** 2;
// When so few are left the next are declared meanwhile.
const FEW_LEFT = 16;

const ALONE: DeclaredFile = { outcome: 'alone' };

/** Declares files in batches, a little ahead of who sends them, so that what is remembered of them stays small. */
export function createDeclareAhead({ count, declare, send }: DeclareAheadOptions): DeclareAhead {
  const ready = new Map<number, DeclaredFile>();
  let next = 0;
  let filling: Promise<void> | undefined;

  const fill = async (): Promise<void> => {
    const batch: { readonly index: number; readonly body: CreateUploadBody }[] = [];
    const end = Math.min(count, next + MOST_FILES);
    for (let bytes = 0; next < end && bytes < MOST_BYTES; next += 1) {
      const index = next;
      try {
        const body = await declare(index);
        if (body === undefined) ready.set(index, ALONE);
        else batch.push({ index, body });
        bytes += body?.size_bytes ?? 0;
      } catch (error) {
        ready.set(index, { outcome: 'failed', error });
      }
    }
    // One by itself is no batch, and its own call answers more.
    const declared = batch.length < 2 ? [] : await send(batch.map(({ body }) => body));
    for (const [place, { index }] of batch.entries()) ready.set(index, declared[place] ?? ALONE);
  };
  const fillOnce = (): Promise<void> => {
    filling ??= fill().finally(() => {
      filling = undefined;
    });
    return filling;
  };

  return {
    take: async (index) => {
      while (!ready.has(index) && (index >= next || filling !== undefined)) await fillOnce();
      const found = ready.get(index) ?? ALONE;
      ready.delete(index);
      // Whoever needs one of them hears why it failed.
      if (ready.size < FEW_LEFT && next < count) fillOnce().catch(() => {});
      return found;
    },
    left: async () => {
      await filling?.catch(() => {});
      return [...ready.values()];
    },
  };
}
