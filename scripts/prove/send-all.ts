import type { Client } from '@sluice/client';
import { type FileView, isAtRest } from '@sluice/contracts';

export type Named = { readonly name: string; readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** Uploads every file, so many at a time, and answers their ids in the same order. */
export async function sendAll(client: Client, files: readonly Named[], atOnce: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < files.length; index = next++) {
      const { name, type, bytes } = files[index] ?? { name: '', type: '', bytes: new Uint8Array() };
      ids[index] = (await client.uploadFile(new File([bytes], name, { type }))).fileId;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return ids;
}

/** Waits until every file is at rest, at most so many seconds, and answers them as they are then. */
export async function untilAtRest(
  client: Client,
  ids: readonly string[],
  seconds: number,
): Promise<readonly FileView[]> {
  const deadline = Date.now() + seconds * 1000;
  const files: FileView[] = [];
  for (const id of ids) {
    let file = await client.getFile(id, { wait: 20 });
    while (!isAtRest(file.status) && Date.now() < deadline) file = await client.getFile(id, { wait: 20 });
    files.push(file);
  }
  return files;
}

/** How often each value occurs. */
export function count(values: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
