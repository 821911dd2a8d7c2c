import { openAsBlob } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UploadSource } from './uploads/upload-source.ts';

export type FileSource = UploadSource & { readonly close: () => Promise<void> };

// Up to this a part is read at once (fast); larger ones are streamed, or eight of them would fill the memory.
const READ_AT_ONCE_BYTES = 32 * 1024 ** 2;

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
  const handle = await open(path);
  const { size } = await handle.stat();
  const readAll = async (start: number, end: number): Promise<Uint8Array<ArrayBuffer>> => {
    const buffer = new Uint8Array(end - start);
    let filled = 0;
    while (filled < buffer.byteLength) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.byteLength - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  };
  return {
    name: basename(path),
    size,
    type,
    read: async (start, end) =>
      end - start <= READ_AT_ONCE_BYTES ? readAll(start, end) : (await openAsBlob(path)).slice(start, end, ''),
    close: () => handle.close(),
  };
}
