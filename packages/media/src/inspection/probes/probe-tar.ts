import type { InspectionLimits } from '@sluice/core/inspect';
import { isTarHeader, TAR_BLOCK_BYTES } from './is-tar-header.ts';
import { type Probe, type ProbeRequest, skip, take } from './probe.ts';

/** Longer extended headers are passed over: what people make takes some hundred bytes. */
const MAX_EXTENDED = 64 * 1024;
const ARCHIVE_NAME = /\.(zip|tar|tgz|gz|bz2|xz|zst|7z|rar|jar)$/i;

type Overrides = { sizeBytes?: number; realBytes?: number };

/**
 * Counts the entries of a tar and what they claim to be when unpacked (a sparse file claims more than is stored), up to one
 * entry more than allowed. `storedBytes` is the size of the content the tar is in.
 */
export function* probeTar({ maxEntries }: Pick<InspectionLimits, 'maxEntries'>, storedBytes: number): Probe {
  let entries = 0;
  let uncompressedBytes = 0;
  let depth = 1;
  let overrides: Overrides = {};
  const result = (unparseable?: string) => ({
    archive: { entries, uncompressedBytes, expansionRatio: uncompressedBytes / Math.max(1, storedBytes), depth },
    ...(unparseable && { unparseable }),
  });

  while (entries <= maxEntries) {
    const header = yield* take(TAR_BLOCK_BYTES);
    // Old writers leave out the two blocks of zeros at the end.
    if (!header || header.every((byte) => byte === 0)) return result();
    if (!isTarHeader(header)) return result('tar has a damaged header');
    const stored = overrides.sizeBytes ?? readNumber(header, 124, 12);
    if (!Number.isSafeInteger(stored) || stored < 0) return result('tar has an entry of no size');
    const type = header.toString('latin1', 156, 157);
    if (type === 'x' || type === 'g' || type === 'L' || type === 'K') {
      const read = yield* readExtended(stored, type);
      if (!read) return result('tar ends inside an extended header');
      overrides = { ...overrides, ...read };
      continue;
    }
    entries++;
    const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '');
    if (ARCHIVE_NAME.test(name)) depth = 2;
    const claimed = type === 'S' ? readNumber(header, 483, 12) : stored;
    uncompressedBytes += Math.max(stored, overrides.realBytes ?? 0, Number.isSafeInteger(claimed) ? claimed : 0);
    if (type === 'S' && !(yield* skipSparseMaps(header))) return result('tar ends inside a map');
    overrides = {};
    if (hasContent(type) && !(yield* skip(padded(stored)))) return result('tar is cut off');
  }
  return result();
}

/** Links, devices and folders have none, whatever their size says. */
const hasContent = (type: string): boolean => !['1', '2', '3', '4', '5', '6'].includes(type);

const padded = (bytes: number): number => Math.ceil(bytes / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;

/** In octal digits, or in base 256 when the first bit says so. */
function readNumber(header: Buffer, at: number, length: number): number {
  if ((header.readUInt8(at) & 0x80) !== 0) {
    let value = BigInt(header.readUInt8(at) & 0x7f);
    for (let i = at + 1; i < at + length; i++) value = value * 256n + BigInt(header.readUInt8(i));
    return Number(value);
  }
  const text = header
    .toString('latin1', at, at + length)
    .replaceAll('\0', ' ')
    .trim();
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

/** A pax header may say another size than the field has room for, and how large a sparse file really is. */
function* readExtended(
  length: number,
  type: string,
): Generator<ProbeRequest, Overrides | undefined, Uint8Array | undefined> {
  if (type !== 'x' || length > MAX_EXTENDED) return (yield* skip(padded(length))) ? {} : undefined;
  const bytes = yield* take(padded(length));
  if (!bytes) return undefined;
  const text = bytes.toString('latin1', 0, length);
  const size = /(?:^|\n)\d+ size=(\d{1,15})\n/.exec(text)?.[1];
  const real = /(?:^|\n)\d+ GNU\.sparse\.(?:real)?size=(\d{1,15})\n/.exec(text)?.[1];
  return {
    ...(size !== undefined && { sizeBytes: Number(size) }),
    ...(real !== undefined && { realBytes: Number(real) }),
  };
}

/** A sparse file of old GNU tar has further blocks with its map, as long as each says that one more follows. */
function* skipSparseMaps(header: Buffer): Generator<ProbeRequest, boolean, Uint8Array | undefined> {
  let more = header.readUInt8(482) !== 0;
  while (more) {
    const map = yield* take(TAR_BLOCK_BYTES);
    if (!map) return false;
    more = map.readUInt8(504) !== 0;
  }
  return true;
}
