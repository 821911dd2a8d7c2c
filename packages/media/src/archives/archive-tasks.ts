import { createArchive, hash, listArchive } from '@sluice/contracts';
import { type OfferedTask, offerTask } from '@sluice/core/process';
import { computeHashes } from './compute-hashes.ts';
import { packFiles } from './create-archive.ts';
import { listEntries } from './list-archive.ts';

/** What is done with archives, and with bytes as such: all of it streams. */
export const archiveTasks: readonly OfferedTask[] = [
  offerTask(hash, computeHashes),
  offerTask(listArchive, listEntries),
  offerTask(createArchive, packFiles),
];
