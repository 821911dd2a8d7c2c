import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { createArchive } from '@sluice/contracts';
import { MAIN_OUTPUT, type TaskRunner, type TaskSource } from '@sluice/core/process';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import type * as z from 'zod/mini';
import { nameEntries } from './name-entries.ts';
import { watchSource } from './watch-source.ts';

/** What is said of every entry, so that the same files make the same bytes: the earliest time ZIP knows. */
const MTIME = new Date('1980-01-01T00:00:00Z');
const MODE = 0o100644;

/** Types whose bytes do not get smaller any more. */
const COMPRESSED =
  /^(image\/(?!bmp|tiff|svg)|video\/|audio\/(?!wav|x-wav|aiff)|application\/(zip|gzip|x-7z|x-rar|x-xz|zstd|epub|vnd\.openxml|vnd\.oasis|java-archive))/;

type Part = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly store: boolean;
  open(): AsyncIterable<Uint8Array>;
};

/** `create_archive`: streamed from its sources to its output; it finds `archive`, how many entries of how many bytes. */
export const packFiles: TaskRunner<z.output<typeof createArchive.parameters>> = async (input) => {
  const { parameters, more, put, signal } = input;
  const files: readonly TaskSource[] = [input, ...more];
  const names = nameEntries(files);
  const parts = files.map((file, at): Part => {
    const source = watchSource(file.source, signal);
    return {
      name: names[at] ?? `file-${at + 1}`,
      sizeBytes: source.sizeBytes,
      store: parameters.level === 0 || COMPRESSED.test(file.mimeType),
      open: () => source.stream(),
    };
  });
  const { format, level } = parameters;
  if (format === 'zip') await put(MAIN_OUTPUT, 'application/zip', zipOf(parts, level));
  else await put(MAIN_OUTPUT, 'application/gzip', tarOf(parts, level));
  const value = { format, entries: parts.length, size_bytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0) };
  return { outcome: 'succeeded', findings: { archive: { value, confidence: 1, source: 'process' } } };
};

async function* zipOf(parts: readonly Part[], level: number): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream;
  zip.once('error', (error) => out.destroy(error));
  for (const { name, sizeBytes, store, open } of parts) {
    zip.addReadStreamLazy(
      name,
      {
        ...{ mtime: MTIME, mode: MODE, size: sizeBytes, forceDosTimestamp: true },
        ...(store ? { compress: false } : { compressionLevel: level }),
      },
      (use) => {
        const stream = Readable.from(open());
        // yazl does not hear of a stream that breaks off.
        stream.once('error', (error) => out.destroy(error));
        use(null, stream);
      },
    );
  }
  zip.end();
  for await (const piece of out) yield piece;
}

async function* tarOf(parts: readonly Part[], level: number): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const gzip = createGzip({ level });
  const ended = Promise.all([
    pipeline(tar, gzip),
    (async () => {
      for (const part of parts) await addToTar(tar, part);
      tar.finalize();
    })(),
  ]).catch((error: unknown) => {
    const reason = error instanceof Error ? error : new Error(String(error));
    tar.destroy(reason);
    gzip.destroy(reason);
  });
  for await (const piece of gzip) yield piece;
  await ended;
}

async function addToTar(tar: ReturnType<typeof pack>, { name, sizeBytes, open }: Part): Promise<void> {
  const header = { name, size: sizeBytes, mtime: MTIME, mode: MODE & 0o777, type: 'file' } as const;
  const entry = tar.entry(header, () => {});
  await pipeline(Readable.from(open()), entry);
}
