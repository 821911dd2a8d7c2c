/** The part of tar-stream 3.2 that is used here; the package has no types of its own. */
declare module 'tar-stream' {
  import type { Readable, Writable } from 'node:stream';

  export type Headers = {
    readonly name: string;
    readonly size?: number;
    readonly mtime?: Date;
    readonly mode?: number;
    /** null for one that it does not know. */
    readonly type?:
      | 'file'
      | 'link'
      | 'symlink'
      | 'character-device'
      | 'block-device'
      | 'directory'
      | 'fifo'
      | 'contiguous-file'
      | null;
  };
  export type Entry = Readable & { readonly header: Headers };
  export type Extract = Writable & AsyncIterable<Entry>;
  export type Pack = Readable & {
    /** The stream takes the bytes of the entry. */
    entry(header: Headers, callback: (error?: Error | null) => void): Writable;
    finalize(): void;
  };

  export function extract(): Extract;
  export function pack(): Pack;
}
