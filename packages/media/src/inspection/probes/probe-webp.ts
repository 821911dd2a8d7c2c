import { type Probe, skip, take } from './probe.ts';
import { readExifOrientation } from './read-exif-orientation.ts';

const MAX_EXIF = 64 * 1024;
type Size = { width: number; height: number };

/** Walks the RIFF chunks; counts frames up to one more than `maxFrames`. */
export function* probeWebp(maxFrames: number): Probe {
  const riff = yield* take(12);
  if (!riff) return { unparseable: 'webp ends inside its header' };
  let rest = riff.readUInt32LE(4) - 4;
  let size: Size | undefined;
  let hasAlpha = false;
  let orientation = 1;
  let frames = 0;
  const result = (unparseable?: string) => ({
    ...(size && { image: { ...size, frames: Math.max(1, frames), hasAlpha, orientation } }),
    ...(unparseable && { unparseable }),
  });
  const end = () => result(size ? undefined : 'webp has no picture');

  while (rest >= 8 && frames <= maxFrames) {
    const header = yield* take(8);
    if (!header) return result('webp is shorter than it says');
    const type = header.toString('latin1', 0, 4);
    const length = header.readUInt32LE(4);
    rest -= 8;
    // The last chunk may go without its padding byte.
    const padded = Math.min(length + (length & 1), Math.max(length, rest));
    rest -= padded;
    if (type === 'ANMF') frames++;
    const wanted = type === 'EXIF' ? (length <= MAX_EXIF ? length : 0) : (HEADER_BYTES[type] ?? 0);
    if (wanted > length) return result('webp has a damaged chunk');
    const data = yield* take(wanted);
    if (!data) return result('webp is shorter than it says');
    if (type === 'VP8X') {
      size = { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
      hasAlpha = (data.readUInt8(0) & 0x10) !== 0;
    } else if (type === 'VP8L' && !size) {
      size = losslessSize(data);
      hasAlpha = (data.readUInt8(4) & 0x10) !== 0;
    } else if (type === 'VP8 ' && !size) {
      size = { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
    } else if (type === 'EXIF') {
      const prefixed = data.toString('latin1', 0, 6) === 'Exif\0\0';
      orientation = readExifOrientation(prefixed ? data.subarray(6) : data);
    }
    if (!(yield* skip(padded - wanted))) return result('webp is shorter than it says');
  }
  return end();
}

/** Bytes at the start of a chunk that carry what is asked here. */
const HEADER_BYTES: Readonly<Record<string, number>> = { VP8X: 10, VP8L: 5, 'VP8 ': 10 };

/** 14 bits width - 1, 14 bits height - 1, after the signature byte. */
function losslessSize(data: Buffer): Size {
  const bits = data.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
