import type { TaskSource } from '@sluice/core/process';

const MAX_NAME = 200;
/** What some system takes for a separator, a drive, a pattern or a device. */
const UNSAFE = /[\p{Cc}\p{Cs}/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Names for the entries of an archive: flat, safe to write on every system, and no two alike, whatever case is. */
export function nameEntries(files: readonly Pick<TaskSource, 'filename'>[]): string[] {
  const taken = new Set<string>();
  return files.map(({ filename }, at) => {
    const name = safeName(filename ?? '') || `file-${at + 1}`;
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let unique = name;
    for (let count = 2; taken.has(keyOf(unique)); count++) unique = `${stem} (${count})${extension}`;
    taken.add(keyOf(unique));
    return unique;
  });
}

const keyOf = (name: string): string => name.normalize('NFC').toLowerCase();

function safeName(filename: string): string {
  const cleaned = filename
    .normalize('NFC')
    .replace(UNSAFE, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return [...(RESERVED.test(cleaned) ? `_${cleaned}` : cleaned)].slice(0, MAX_NAME).join('');
}
