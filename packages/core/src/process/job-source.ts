import type { ContentSource } from '../runtime/index.ts';

/** One pinned version, and the bytes it has. */
export type JobContent = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly sizeBytes: number;
};

/** What a job reads. Nothing is asked for before it is read. */
export interface JobSource {
  open(content: JobContent): ContentSource;
}

/** All bytes of a content, in one buffer of its size; the caller has checked that it is small. */
export async function readWhole({ sizeBytes, stream }: ContentSource): Promise<Uint8Array> {
  const bytes = new Uint8Array(sizeBytes);
  let read = 0;
  for await (const piece of stream()) {
    if (read + piece.byteLength > sizeBytes) break;
    bytes.set(piece, read);
    read += piece.byteLength;
  }
  if (read !== sizeBytes) throw new RangeError(`${sizeBytes} bytes were announced, ${read} came: read again`);
  return bytes;
}
