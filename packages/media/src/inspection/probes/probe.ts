import type { FileFacts } from '@sluice/core/inspect';

/** What the inside of a container tells; the rest of the facts come from elsewhere. */
export type StructureFacts = Pick<
  FileFacts,
  'image' | 'archive' | 'document' | 'media' | 'markup' | 'safety' | 'unsafe' | 'encrypted' | 'unparseable'
>;

/** What reads a structure beside the pass over its content; the next chunk may come when the promise of the last is kept. */
export type StructureRun = {
  feed(chunk: Buffer): void | Promise<void>;
  finish(): StructureFacts | Promise<StructureFacts>;
};

/** What a probe wants next of the stream: some bytes, to pass over some, or to pass over all up to and with a pattern. */
export type ProbeRequest = { readonly take: number } | { readonly skip: number } | { readonly seek: Uint8Array };

/**
 * Reads one format front to back. The answer to a request is the bytes taken (empty for `skip` and `seek`), or `undefined`
 * when the content ended first. Answers are valid until the next request.
 */
export type Probe = Generator<ProbeRequest, StructureFacts, Uint8Array | undefined>;

type Step<T> = Generator<ProbeRequest, T, Uint8Array | undefined>;

/** No probe may ask for more at once: what a probe holds is the memory of inspection. */
export const MAX_TAKE = 1024 * 1024;

export function* take(length: number): Step<Buffer | undefined> {
  const bytes = yield { take: length };
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** False when the content ended first. */
export function* skip(length: number): Step<boolean> {
  return (yield { skip: length }) !== undefined;
}

/** False when the pattern does not come any more. */
export function* seek(pattern: Uint8Array): Step<boolean> {
  return (yield { seek: pattern }) !== undefined;
}
