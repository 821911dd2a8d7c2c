import { type Client, type ClientOptions, createClient } from '../create-client.ts';
import type { Platform } from '../uploads/platform.ts';
import { createFileResumeStore } from './file-resume-store.ts';
import { createHttpTransport } from './http-transport.ts';
import { createThreadChecksummer } from './thread-checksummer.ts';
import { createNodeHasher } from './thread-hasher.ts';

/** What Node has: its own HTTP, threads with shared memory, and a disk. */
export const createNodePlatform = (): Platform => ({
  transport: createHttpTransport(),
  checksummer: createThreadChecksummer(),
  hasher: createNodeHasher(),
  allocate: (bytes) => new Uint8Array(new SharedArrayBuffer(bytes)),
  resumeStore: createFileResumeStore(),
  concurrency: { least: 4, most: 16 },
});

/**
 * `createClient` on what Node does best: use it on servers and in command lines.
 *
 * @example
 * const client = createNodeClient({ baseUrl, token });
 */
export const createNodeClient = (options: ClientOptions): Client =>
  createClient({ platform: createNodePlatform(), ...options });
