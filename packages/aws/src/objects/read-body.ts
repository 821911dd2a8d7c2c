import { readExactly } from '@sluice/core/runtime';

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

/** A whole body, in one buffer of its size. Throws ContentSizeError. */
export function readAll(body: unknown, sizeBytes: number): Promise<Uint8Array> {
  return readExactly(chunksOf(body), sizeBytes);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
