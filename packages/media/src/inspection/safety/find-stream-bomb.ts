import { inflateSync } from 'node:zlib';

/** What text and drawings of one page never are. Pictures may: their size is what they say it is. */
const MOST_INFLATED = 64 * 1024 * 1024;
/** Deflate makes at most 1,032 bytes of one, so what is smaller cannot pass the ceiling. */
const LEAST_SUSPECT = Math.floor(MOST_INFLATED / 1032);
const MAX_INFLATIONS = 16;
const MAX_DICTIONARY = 2_000;

/** Why a PDF is made for harm: a stream of it, no picture, inflates to more than 64 MiB. Only what could is inflated. */
export function findStreamBomb(bytes: Buffer, text: string): string | undefined {
  let inflations = 0;
  for (let at = text.indexOf('stream'); at >= 0; at = text.indexOf('stream', at + 6)) {
    if (text.startsWith('end', at - 3)) continue;
    const start = at + 6 + (text.startsWith('\r\n', at + 6) ? 2 : 1);
    const ended = text.indexOf('endstream', start);
    const end = ended < 0 ? text.length : ended;
    const dictionary = text.slice(Math.max(0, text.lastIndexOf('obj', at), at - MAX_DICTIONARY), at);
    const filters = dictionary.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0;
    const isSuspect = filters > 1 || (filters === 1 && end - start >= LEAST_SUSPECT);
    at = end;
    if (!isSuspect || /\/Subtype\s{0,9}\/Image\b/.test(dictionary)) continue;
    if (++inflations > MAX_INFLATIONS) return undefined;
    if (inflatesTooFar(bytes.subarray(start, end), Math.min(filters, 3))) {
      return `one of its streams inflates to more than ${MOST_INFLATED} bytes`;
    }
  }
  return undefined;
}

function inflatesTooFar(stored: Buffer, times: number): boolean {
  let content = stored;
  try {
    for (let i = 0; i < times; i++) content = inflateSync(content, { maxOutputLength: MOST_INFLATED });
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
  }
  return false;
}
