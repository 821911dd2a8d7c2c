import * as z from 'zod/mini';
import type { PartBody } from '../transport/put-transport.ts';
import { createSha256, type Sha256 } from './create-sha256.ts';

/** A SHA-256 under way, off the thread that asks where the platform allows. */
export type Hash = {
  /** Takes the next bytes. Once it has settled, their memory may be used again. Throws HasherBrokenError. */
  readonly update: (body: PartBody) => Promise<void>;
  /** 64 lower-case hex digits of all bytes, once. Throws HasherBrokenError. */
  readonly hex: () => Promise<string>;
};
export type Hasher = () => Hash;

/** Whoever computed is gone, with what it had: begin again, another one will do it. */
export class HasherBrokenError extends Error {
  override readonly name = 'HasherBrokenError';
}

/** Without a body the hash is asked for. */
export type HashRequest = { readonly id: number; readonly asked: number; readonly body?: PartBody };
/** Without an answer it was not possible. */
const answerSchema = z.object({ asked: z.int(), hex: z.optional(z.string()), failed: z.optional(z.boolean()) });

/** A thread that hashes: answers each request in turn. */
export type HashThread = {
  readonly post: (request: HashRequest, transfer: ArrayBuffer[]) => void;
  /** Told when it has nothing to do, so that a process may end, and when it has again. */
  readonly rest: () => void;
  readonly wake: () => void;
};
export type StartHashThread = (on: { message: (answer: unknown) => void; broken: () => void }) => HashThread;

/** Computes right here, piece by piece. */
export const createInlineHasher =
  (makeHash: () => Sha256 = createSha256): Hasher =>
  () => {
    const hash = makeHash();
    return {
      update: async (body) => hash.update(body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body),
      hex: async () => hash.hex(),
    };
  };

/** Computes on a thread that is started when it is first needed, and right here once there is none. */
export const createThreadHasher = (start: StartHashThread, inline: Hasher = createInlineHasher()): Hasher => {
  const waiting = new Map<number, PromiseWithResolvers<string | undefined>>();
  let thread: HashThread | 'none' | undefined;
  let hashes = 0;
  let asks = 0;

  const giveUp = (): void => {
    thread = 'none';
    for (const { reject } of waiting.values()) reject(new HasherBrokenError('the thread that hashes is gone'));
    waiting.clear();
  };
  const hear = (answer: unknown): void => {
    const { asked, hex, failed } = z.parse(answerSchema, answer);
    const one = waiting.get(asked);
    waiting.delete(asked);
    if (failed) one?.reject(new HasherBrokenError('the thread that hashes could not read the bytes'));
    else one?.resolve(hex);
    if (waiting.size === 0 && thread !== undefined && thread !== 'none') thread.rest();
  };
  const get = (): HashThread | 'none' => {
    try {
      thread ??= start({ message: hear, broken: giveUp });
    } catch {
      thread = 'none';
    }
    return thread;
  };

  return () => {
    const mine = get();
    if (mine === 'none') return inline();
    hashes += 1;
    const id = hashes;
    const ask = (body?: PartBody): Promise<string | undefined> => {
      // Another one knows nothing of what came before.
      if (thread !== mine) throw new HasherBrokenError('the thread that hashes is gone');
      asks += 1;
      const one = Promise.withResolvers<string | undefined>();
      waiting.set(asks, one);
      mine.wake();
      // A view that is posted takes the whole memory behind it along, unless threads share that.
      const own = body instanceof Uint8Array && body.buffer instanceof ArrayBuffer ? new Uint8Array(body) : undefined;
      const sent = own ?? body;
      mine.post({ id, asked: asks, ...(sent !== undefined && { body: sent }) }, own === undefined ? [] : [own.buffer]);
      return one.promise;
    };
    return {
      update: async (body) => void (await ask(body)),
      hex: async () => (await ask()) ?? '',
    };
  };
};
