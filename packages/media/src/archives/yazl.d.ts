/** The part of yazl 3.3 that is used here; the package has no types of its own. */
declare module 'yazl' {
  import { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

  export type EntryOptions = {
    readonly mtime?: Date;
    readonly mode?: number;
    readonly compress?: boolean;
    readonly compressionLevel?: number;
    readonly forceDosTimestamp?: boolean;
    readonly size?: number;
  };

  export class ZipFile extends EventEmitter {
    readonly outputStream: Readable;
    addBuffer(buffer: Buffer, metadataPath: string, options?: EntryOptions): void;
    addReadStreamLazy(
      metadataPath: string,
      options: EntryOptions,
      getReadStream: (use: (error: Error | null, stream: Readable) => void) => void,
    ): void;
    end(): void;
  }
}
