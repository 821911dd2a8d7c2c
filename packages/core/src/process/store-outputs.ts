import type { JobMessage, JobResult } from '@sluice/contracts';
import { storageUrlOf } from '../history/index.ts';
import type { RenditionStorage } from './rendition-storage.ts';
import type { PutOutput } from './task-runner.ts';

/** A task makes more than its job may write. */
export class OutputTooLargeError extends Error {
  override readonly name = 'OutputTooLarge';
  constructor(maxBytes: number) {
    super(`the job writes more than ${maxBytes} bytes`);
  }
}

export type StoredOutputs = {
  readonly put: PutOutput;
  /** What was put so far, in the order it was begun. */
  readonly made: () => JobResult['renditions'];
};

const NAME = /^[a-z0-9_]+([./-][a-z0-9_]+)*$/;
const MAX_NAME = 200;

/** Puts what a job makes under fixed keys below its destination, and keeps what the answer says of it. */
export function createStoreOutputs(
  storage: RenditionStorage,
  { bucket, prefix }: JobMessage['destination'],
  maxBytes: number,
): StoredOutputs {
  const made = new Map<string, JobResult['renditions'][number] | undefined>();
  let written = 0;
  const count = (bytes: number): void => {
    written += bytes;
    if (written > maxBytes) throw new OutputTooLargeError(maxBytes);
  };
  return {
    made: () => [...made.values()].filter((one) => one !== undefined),
    async put(name, mime_type, bytes, facts = {}) {
      if (!NAME.test(name) || name.length > MAX_NAME) throw new TypeError(`an output cannot be named ${name}`);
      if (made.has(name)) throw new TypeError(`the output ${name} was made twice`);
      made.set(name, undefined);
      const key = `${prefix}${name}`;
      let size_bytes = 0;
      const counted = (size: number): void => {
        count(size);
        size_bytes += size;
      };
      if (bytes instanceof Uint8Array) {
        counted(bytes.byteLength);
        await storage.put({ bucket, key }, bytes, mime_type);
      } else {
        await storage.put({ bucket, key }, countEach(bytes, counted), mime_type);
      }
      made.set(name, { name, mime_type, size_bytes, ...facts, storage_url: storageUrlOf(bucket, key) });
    },
  };
}

async function* countEach(pieces: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const piece of pieces) {
    count(piece.byteLength);
    yield piece;
  }
}
