import type { JobMessage, JobResult } from '@sluice/contracts';
import { storageUrlOf } from '../history/index.ts';
import type { RenditionStorage } from './rendition-storage.ts';
import { MAIN_OUTPUT, type PutOutput } from './task-runner.ts';

/** A task makes more than its job may write. */
export class OutputTooLargeError extends Error {
  override readonly name = 'OutputTooLarge';
  constructor(maxBytes: number) {
    super(`the job writes more than ${maxBytes} bytes`);
  }
}

type Rendition = JobResult['renditions'][number];

export type StoredOutputs = {
  readonly put: PutOutput;
  /** The renditions put so far, in the order they were begun. Throws for a folder without its index. */
  readonly made: () => JobResult['renditions'];
};

const NAME = /^[a-z0-9_]+([./-][a-z0-9_]+)*$/;
const MAX_NAME = 200;

/** Puts what a job makes under fixed keys below its destination, and keeps what the answer says of it. */
export function createStoreOutputs(
  storage: RenditionStorage,
  { bucket, prefix, name: called }: JobMessage['destination'],
  maxBytes: number,
): StoredOutputs {
  /** By the full name of an object; undefined while it is being written. */
  const stored = new Map<string, Rendition | undefined>();
  let written = 0;
  const count = (bytes: number): void => {
    written += bytes;
    if (written > maxBytes) throw new OutputTooLargeError(maxBytes);
  };
  return {
    made: () =>
      [
        ...Map.groupBy(
          [...stored.values()].filter((one) => one !== undefined),
          folderOf,
        ),
      ].map(asRendition),
    async put(output, mime_type, bytes, facts = {}) {
      if (!NAME.test(output) || output.length > MAX_NAME) throw new TypeError(`an output cannot be named ${output}`);
      const name = nameFor(output, called);
      if (stored.has(name)) throw new TypeError(`the output ${name} was made twice`);
      stored.set(name, undefined);
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
      stored.set(name, { name, mime_type, size_bytes, ...facts, storage_url: storageUrlOf(bucket, key) });
    },
  };
}

/** `output/720p/…` of a job called `small` is `small/720p/…`, its `page_1` is `small_page_1`. */
function nameFor(output: string, called: string | undefined): string {
  if (called === undefined) return output;
  const [first = '', ...rest] = output.split('/');
  return [first === MAIN_OUTPUT ? called : `${called}_${first}`, ...rest].join('/');
}

const folderOf = ({ name }: Rendition): string => name.split('/', 1)[0] ?? name;

function asRendition([name, objects]: [string, Rendition[]]): Rendition {
  const [first] = objects;
  if (first?.name === name) return first;
  const index = objects.find((object) => /^index\.[a-z0-9]+$/.test(object.name.slice(name.length + 1)));
  if (index === undefined) throw new TypeError(`the folder ${name} has no index`);
  const size_bytes = objects.reduce((sum, object) => sum + object.size_bytes, 0);
  return { ...index, name, size_bytes, parts: objects.length };
}

async function* countEach(pieces: AsyncIterable<Uint8Array>, count: (bytes: number) => void) {
  for await (const piece of pieces) {
    count(piece.byteLength);
    yield piece;
  }
}
