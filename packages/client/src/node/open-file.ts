import { openAsBlob } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UploadSource } from '../uploads/upload-source.ts';

export type FileSource = UploadSource & { readonly close: () => Promise<void> };

// Up to this a part is read at once (fast); larger ones are streamed, or eight of them would fill the memory.
const READ_AT_ONCE_BYTES = 32 * 1024 ** 2;

/** Fills `target` from `start` on; answers how many bytes there were. */
const readInto = async (handle: FileHandle, target: Uint8Array, start: number): Promise<number> => {
  let filled = 0;
  while (filled < target.byteLength) {
    const { bytesRead } = await handle.read(target, filled, target.byteLength - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
};

/**
 * A file of this machine as a source for `uploadFile`. Parts are read when they are sent, so that memory does not grow
 * with the file. Close it when the upload is over.
 *
 * @example
 * const source = await openFile('holiday.mp4');
 * try { await client.uploadFile(source); } finally { await source.close(); }
 */
export async function openFile(path: string, type = ''): Promise<FileSource> {
  // Asked before it is opened: a pipe would block, a folder would fail late.
  if (!(await stat(path)).isFile()) throw new TypeError(`${path} is not a file: give a file, or the files of a folder`);
  const source = await sourceOfHandle(await open(path), { name: basename(path), type });
  return {
    ...source,
    read: async (start, end) =>
      end - start > READ_AT_ONCE_BYTES ? (await openAsBlob(path)).slice(start, end, '') : source.read(start, end),
  };
}

/** An open file as a source, for one that has no path any more. */
export async function sourceOfHandle(
  handle: FileHandle,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<FileSource> {
  const { size, mtimeMs } = await handle.stat();
  return {
    name,
    size,
    type,
    lastModified: mtimeMs,
    async read(start, end) {
      const buffer = new Uint8Array(end - start);
      return buffer.subarray(0, await readInto(handle, buffer, start));
    },
    readInto: (target, start) => readInto(handle, target, start),
    close: () => handle.close(),
  };
}
