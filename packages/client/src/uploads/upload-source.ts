/** Bytes with a name that can be read in ranges, more than once: a part that failed is read again. */
export type UploadSource = {
  /** As its owner knows it; nothing is derived from it. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** `type/subtype`, or '' when unknown. */
  readonly type: string;
  /** Milliseconds since 1970; helps to know a file again. */
  readonly lastModified?: number;
  /** The bytes from `start` up to, but without, `end`. */
  readonly read: (start: number, end: number) => Promise<Blob | Uint8Array<ArrayBuffer>>;
  /**
   * Fills `target` from `start` on and answers how many bytes there were: lets parts be read into memory that is used
   * again. Only what reads from somewhere has it; what is in memory already answers it from `read`.
   */
  readonly readInto?: (target: Uint8Array, start: number) => Promise<number>;
};

/** A Blob as it is, or a File with its name. */
export function sourceOfBlob(blob: Blob): UploadSource {
  return {
    name: blob instanceof File ? blob.name : 'unnamed',
    size: blob.size,
    type: blob.type,
    ...(blob instanceof File && { lastModified: blob.lastModified }),
    // Without a type: fetch would send it as a header that was not signed.
    read: async (start, end) => blob.slice(start, end, ''),
  };
}

/** What was given, as something to read from. */
export const toSource = (given: Blob | UploadSource): UploadSource =>
  given instanceof Blob ? sourceOfBlob(given) : given;

/** Bytes that are in memory, with a name of your choice. */
export function sourceOfBytes(bytes: Uint8Array<ArrayBuffer>, name: string, type = ''): UploadSource {
  return { name, size: bytes.byteLength, type, read: async (start, end) => bytes.subarray(start, end) };
}
