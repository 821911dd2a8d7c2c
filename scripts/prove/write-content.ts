import { open } from 'node:fs/promises';

/** Writes so many bytes that no two parts have in common; the same seed is the same content. */
export async function writeContent(path: string, bytes: number, seed: number): Promise<void> {
  const block = new Uint8Array(1024 ** 2);
  const view = new DataView(block.buffer);
  let state = (seed + 1) * 2_654_435_761;
  for (let at = 0; at < block.byteLength; at += 4) {
    // xorshift: good enough to be different everywhere.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    view.setInt32(at, state);
  }
  const handle = await open(path, 'w');
  try {
    for (let at = 0; at < bytes; at += block.byteLength) {
      view.setFloat64(0, at);
      await handle.appendFile(block.subarray(0, Math.min(block.byteLength, bytes - at)));
    }
  } finally {
    await handle.close();
  }
}
