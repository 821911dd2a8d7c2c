import type { ContentWindow } from './content-window.ts';
import { UnparseableContentError } from './errors.ts';

/** Byte order, and whether offsets have eight bytes (BigTIFF) instead of four. */
export type TiffLayout = { readonly little: boolean; readonly big: boolean };

export type TiffDirectory = {
  readonly entries: ReadonlyMap<number, TiffEntry>;
  /** Where the next page's directory begins; 0 after the last. */
  readonly next: number;
};

/** `size` bytes for each of `count` values, which lie in the file from `valuesAt`. */
export type TiffEntry = { readonly size: 1 | 2 | 4 | 8; readonly count: number; readonly valuesAt: number };

/** A directory has a few dozen entries; 65,535 would be hundreds of kilobytes for nothing. */
const MAX_ENTRIES = 4096;
/** Bytes of a value by the number of its type, from BYTE (1) to IFD8 (18); 0 where no type has the number. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8] as const;

export async function readTiffDirectory(window: ContentWindow, at: number, layout: TiffLayout): Promise<TiffDirectory> {
  const [countBytes, entryBytes, offsetBytes] = layout.big ? ([8, 20, 8] as const) : ([2, 12, 4] as const);
  const counter = await window.read(at, countBytes);
  if (counter.length < countBytes) throw new UnparseableContentError('tiff ends before its directory');
  const count = readTiffNumber(counter, 0, countBytes, layout);
  if (count > MAX_ENTRIES) throw new UnparseableContentError(`tiff directory claims ${count} entries`);
  const start = at + countBytes;
  const body = await window.read(start, count * entryBytes + offsetBytes);
  if (body.length < count * entryBytes + offsetBytes) {
    throw new UnparseableContentError('tiff ends inside its directory');
  }
  const entries = new Map<number, TiffEntry>();
  for (let i = 0; i < count; i++) {
    const entry = i * entryBytes;
    const size = SIZES[readTiffNumber(body, entry + 2, 2, layout)] ?? 0;
    // Readers ignore types they do not know.
    if (size === 0) continue;
    const values = readTiffNumber(body, entry + 4, offsetBytes, layout);
    const inline = entry + 4 + offsetBytes;
    const valuesAt = size * values <= offsetBytes ? start + inline : readTiffNumber(body, inline, offsetBytes, layout);
    if (valuesAt + size * values > window.sizeBytes) {
      throw new UnparseableContentError('tiff ends before the values of a tag');
    }
    entries.set(readTiffNumber(body, entry, 2, layout), { size, count: values, valuesAt });
  }
  return { entries, next: readTiffNumber(body, count * entryBytes, offsetBytes, layout) };
}

/** The value at `index` of an entry; `undefined` when there is none. */
export async function readTiffValue(
  window: ContentWindow,
  entry: TiffEntry | undefined,
  index: number,
  layout: TiffLayout,
): Promise<number | undefined> {
  if (!entry || index < 0 || index >= entry.count) return undefined;
  const bytes = await window.read(entry.valuesAt + index * entry.size, entry.size);
  return readTiffNumber(bytes, 0, entry.size, layout);
}

export function readTiffNumber(bytes: Buffer, at: number, size: 1 | 2 | 4 | 8, { little }: TiffLayout): number {
  if (size === 8) return Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  return little ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
}
