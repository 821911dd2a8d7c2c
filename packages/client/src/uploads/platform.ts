import type { Checksummer } from '../checksums/checksummer.ts';
import type { Hasher } from '../checksums/hasher.ts';
import { createWorkerChecksummer } from '../checksums/worker-checksummer.ts';
import { createWorkerHasher } from '../checksums/worker-hasher.ts';
import type { PutTransport } from '../transport/put-transport.ts';
import type { ResumeStore } from './resume-store.ts';

/** What uploads take from where they run. The same client runs everywhere on what it is given here. */
export type Platform = {
  readonly transport: PutTransport;
  readonly checksummer: Checksummer;
  /** SHA-256 of whole contents, for who wants to know whether they are stored already. */
  readonly hasher: Hasher;
  /** Memory that parts are read into. */
  readonly allocate: (bytes: number) => Uint8Array;
  /** Where half-done uploads are remembered. */
  readonly resumeStore: ResumeStore;
  /** Parts under way at the same time: the first number to begin with, the second to climb to. */
  readonly concurrency: { readonly least: number; readonly most: number };
};

// Browsers open six connections to a host.
const BROWSER_CONCURRENCY = { least: 6, most: 6 };

/** What every platform has. */
export const createWebPlatform = (transport: PutTransport, resumeStore: ResumeStore): Platform => ({
  transport,
  resumeStore,
  checksummer: createWorkerChecksummer(),
  hasher: createWorkerHasher(),
  allocate: (bytes) => new Uint8Array(bytes),
  concurrency: BROWSER_CONCURRENCY,
});
