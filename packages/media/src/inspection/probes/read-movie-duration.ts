import { round } from './probe-wave.ts';

/** Boxes of a movie that hold what says how long it is. */
const PARENTS = new Set(['trak', 'mdia', 'mvex']);
const MAX_BOXES = 10_000;

/** The longest duration that the boxes of a `moov` declare, in seconds; `undefined` when none does. */
export function readMovieDuration(moov: Buffer): number | undefined {
  let longest: number | undefined;
  let boxes = 0;
  const walk = (at: number, end: number): void => {
    while (at + 8 <= end && boxes++ < MAX_BOXES) {
      const size = moov.readUInt32BE(at);
      const type = moov.toString('latin1', at + 4, at + 8);
      if (size < 8 || at + size > end) return;
      if (type === 'mvhd' || type === 'mdhd') {
        const seconds = readHeader(moov.subarray(at + 8, at + size));
        if (seconds !== undefined) longest = Math.max(longest ?? 0, seconds);
      } else if (PARENTS.has(type)) walk(at + 8, at + size);
      at += size;
    }
  };
  walk(0, moov.length);
  return longest === undefined ? undefined : round(longest);
}

/** `mvhd` and `mdhd` begin alike: version, times, time scale, duration; all ones mean unknown. */
function readHeader(box: Buffer): number | undefined {
  const isLong = box.length > 0 && box.readUInt8(0) === 1;
  if (box.length < (isLong ? 32 : 20)) return undefined;
  const scale = box.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? Number(box.readBigUInt64BE(24)) : box.readUInt32BE(16);
  const isUnknown = duration >= (isLong ? 2 ** 64 : 0xffffffff);
  return scale === 0 || isUnknown ? undefined : duration / scale;
}
