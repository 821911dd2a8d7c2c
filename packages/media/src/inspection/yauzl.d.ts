/** The part of yauzl 3.4 that is used here; the package has no types of its own. */
declare module 'yauzl' {
  import type { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

  export abstract class RandomAccessReader {
    read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null, bytesRead?: number) => void,
    ): void;
  }

  export type ExtraField = { readonly id: number; readonly data: Buffer };

  export type Entry = {
    readonly fileName: Buffer;
    readonly uncompressedSize: number;
    readonly compressedSize: number;
    readonly generalPurposeBitFlag: number;
    readonly versionMadeBy: number;
    readonly externalFileAttributes: number;
    readonly crc32: number;
    readonly extraFields: readonly ExtraField[];
    getLastModDate(options: { readonly timezone: 'UTC' }): Date;
    readonly compressionMethod: number;
    readonly relativeOffsetOfLocalHeader: number;
    isEncrypted(): boolean;
  };

  export class ZipFile extends EventEmitter {
    readonly entryCount: number;
    readEntry(): void;
    close(): void;
    /** The inflated content. */
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    eachEntry(): AsyncIterableIterator<Entry>;
  }

  /** The name in the encoding the entry says. */
  export function getFileNameLowLevel(
    generalPurposeBitFlag: number,
    fileName: Buffer,
    extraFields: readonly ExtraField[],
    strictFileNames: boolean,
  ): string;

  export function fromBufferPromise(
    content: Buffer,
    options: { readonly decodeStrings: false; readonly validateEntrySizes: boolean },
  ): Promise<ZipFile>;

  export function fromRandomAccessReaderPromise(
    reader: RandomAccessReader,
    totalSize: number,
    options: { readonly decodeStrings: false; readonly validateEntrySizes: boolean; readonly autoClose: boolean },
  ): Promise<ZipFile>;
}
