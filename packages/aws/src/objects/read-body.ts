/** A body has more or fewer bytes than were announced. */
export class BodySizeError extends Error {
  override readonly name = 'BodySize';
  constructor(read: number, expected: number) {
    super(`${read} bytes came, not ${expected}: read again`);
  }
}

/** The chunks of a body of S3, which in Node is a readable stream. */
export async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (!isAsyncIterable(body)) {
    throw new TypeError('the body of the answer is no stream');
  }
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) {
      throw new TypeError('the body of the answer has chunks that are no bytes');
    }
    yield chunk;
  }
}

/** A whole body, in one buffer of its size: collecting and joining chunks would hold it twice. Throws BodySizeError. */
export async function readAll(body: unknown, sizeBytes: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(sizeBytes);
  let read = 0;
  for await (const chunk of chunksOf(body)) {
    if (read + chunk.byteLength > sizeBytes) {
      throw new BodySizeError(read + chunk.byteLength, sizeBytes);
    }
    bytes.set(chunk, read);
    read += chunk.byteLength;
  }
  if (read !== sizeBytes) {
    throw new BodySizeError(read, sizeBytes);
  }
  return bytes;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
