/** Bytes with a name that can be read in ranges, more than once: a part that failed is read again. */
export type UploadSource = {
  /** As its owner knows it; nothing is derived from it. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** `type/subtype`, or '' when unknown. */
  readonly type: string;
  /** The bytes from `start` up to, but without, `end`. */
  readonly read: (start: number, end: number) => Promise<Blob | Uint8Array<ArrayBuffer>>;
};

/** A Blob as it is, or a File with its name. */
export function sourceOfBlob(blob: Blob): UploadSource {
  return {
    name: blob instanceof File ? blob.name : 'unnamed',
    size: blob.size,
    type: blob.type,
    // Without a type: fetch would send it as a header that was not signed.
    read: async (start, end) => blob.slice(start, end, ''),
  };
}
