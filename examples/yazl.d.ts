/** The part of yazl 3.3 that is used here; the package has no types of its own. */
declare module 'yazl' {
  export type EntryOptions = {
    readonly mtime?: Date;
    readonly mode?: number;
    readonly compress?: boolean;
    readonly compressionLevel?: number;
    readonly forceDosTimestamp?: boolean;
  };

  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream;
    addBuffer(content: Buffer, name: string, options?: EntryOptions): void;
    end(): void;
  }
}
