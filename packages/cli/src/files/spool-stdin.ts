import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FileSource, sourceOfHandle } from '@sluice/client/node';

/**
 * What is piped in, as a source that can be read again: parts that fail are sent again. It lies on the disk in a file
 * without a name, readable by nobody else, which is gone with the process however that ends.
 */
export const spoolStdin = async (
  stdin: NodeJS.ReadableStream,
  { name, mimeType, signal }: { name: string; mimeType: string; signal: AbortSignal },
): Promise<FileSource> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-stdin-'));
  try {
    const handle = await open(join(folder, 'content'), 'wx+', 0o600);
    // From here on only the handle leads to the bytes.
    await rm(folder, { recursive: true });
    try {
      await pipeline(stdin, (chunks: AsyncIterable<string | Uint8Array>) => writeAll(handle, chunks), { signal });
      return await sourceOfHandle(handle, { name, type: mimeType });
    } catch (error) {
      await handle.close();
      throw error;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function writeAll(handle: FileHandle, chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  for await (const chunk of chunks) await handle.appendFile(chunk);
}
