import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isTestFile } from './source-packages.ts';

/** Larger ones are slow to read and nothing else. */
const MAX_BYTES = 30 * 1024 ** 2;

/** The test files of an unpacked package, by their paths in it, sorted. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => isTestFile(path) && statSync(join(folder, path)).size <= MAX_BYTES)
    .sort();
}

/** The bytes of a test file; what is written as text (uuencode, as in POSIX) is decoded. */
export function readTestFile(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.uu') ? decodeUu(bytes.toString('latin1')) : bytes;
}

function decodeUu(text: string): Buffer {
  const lines = text.split(/\r?\n/);
  const begin = lines.findIndex((line) => line.startsWith('begin '));
  if (begin < 0) return Buffer.from(text, 'latin1');
  const parts: Buffer[] = [];
  for (const line of lines.slice(begin + 1)) {
    if (line === 'end') break;
    const length = (line.charCodeAt(0) - 32) & 63;
    const six = [...line.slice(1)].map((character) => (character.charCodeAt(0) - 32) & 63);
    const bytes: number[] = [];
    for (let at = 0; at < six.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = six.slice(at, at + 4);
      bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    parts.push(Buffer.from(bytes.slice(0, length)));
  }
  return Buffer.concat(parts);
}
