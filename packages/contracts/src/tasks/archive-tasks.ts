import * as z from 'zod/mini';
import { defineTask } from './define-task.ts';

/** What is opened as an archive. */
export const ARCHIVE_TYPES = [
  'application/zip',
  'application/java-archive',
  'application/x-tar',
  'application/gzip',
] as const;

export const DIGESTS = ['sha256', 'sha512', 'sha1', 'md5', 'sha3-256', 'blake2b512', 'crc32'] as const;

export const hash = defineTask({
  task: 'hash',
  version: 1,
  class: 'archive',
  summary: 'Digests of the bytes, in hex',
  takes: ['*/*'],
  gives: [],
  parameters: z.strictObject({
    algorithms: z._default(z.array(z.enum(DIGESTS)).check(z.minLength(1), z.maxLength(DIGESTS.length)), ['sha256']),
  }),
  examples: [
    { summary: 'SHA-256', parameters: {} },
    { summary: 'For an older system', parameters: { algorithms: ['md5', 'crc32'] } },
  ],
});

export const listArchive = defineTask({
  task: 'list_archive',
  version: 1,
  class: 'archive',
  summary: 'What is in an archive, as JSON: names, kinds, sizes, times, and what is suspicious about them',
  takes: ARCHIVE_TYPES,
  gives: ['application/json'],
  parameters: z.strictObject({}),
  examples: [{ summary: 'Every entry', parameters: {} }],
});

export const createArchive = defineTask({
  task: 'create_archive',
  version: 1,
  class: 'archive',
  summary: 'One archive of one file or many, the same bytes for the same files',
  takes: ['*/*'],
  gives: ['application/zip', 'application/gzip'],
  moreFiles: 999,
  parameters: z.strictObject({
    format: z._default(z.enum(['zip', 'tar.gz']), 'zip'),
    /** 0 only packs, 9 takes longest. What is compressed already is not compressed again. */
    level: z._default(z.int().check(z.minimum(0), z.maximum(9)), 6),
  }),
  examples: [
    { summary: 'A ZIP', parameters: {} },
    { summary: 'For a server', parameters: { format: 'tar.gz' } },
  ],
});

/** Of archives, and of bytes as such. */
export const ARCHIVE_TASKS = [hash, listArchive, createArchive] as const;
