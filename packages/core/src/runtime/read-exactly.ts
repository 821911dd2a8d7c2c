/** More or fewer bytes came than were announced. */
export class ContentSizeError extends Error {
  override readonly name = 'ContentSize';
  constructor(read: number, expected: number) {
    super(`${read} bytes came, not ${expected}: read again`);
  }
}

/** All bytes of a stream, in one buffer of its size: collecting and joining pieces would hold it twice. Throws ContentSizeError. */
export async function readExactly(pieces: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(sizeBytes);
  let read = 0;
  for await (const piece of pieces) {
    if (read + piece.byteLength > sizeBytes) {
      throw new ContentSizeError(read + piece.byteLength, sizeBytes);
    }
    bytes.set(piece, read);
    read += piece.byteLength;
  }
  if (read !== sizeBytes) {
    throw new ContentSizeError(read, sizeBytes);
  }
  return bytes;
}
