import { type Probe, seek, skip, take } from './probe.ts';
import { readExifOrientation } from './read-exif-orientation.ts';

const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const MARKER = Buffer.from([0xff]);
const EXIF = 'Exif\0\0';

/** Start-of-frame markers are C0 to CF without DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Size and orientation from the segments before the pixels, then only whether the picture has an end. */
export function* probeJpeg(): Probe {
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  const result = (unparseable?: string) => ({
    ...(size && { image: { ...size, frames: 1, hasAlpha: false, orientation } }),
    ...(unparseable && { unparseable }),
  });

  yield* skip(2);
  while (true) {
    // Decoders pass over stray bytes between segments, so this does as well.
    if (!(yield* seek(MARKER))) return result('jpeg ends inside its header');
    let marker = 0xff;
    while (marker === 0xff) {
      const next = yield* take(1);
      if (!next) return result('jpeg ends inside its header');
      marker = next.readUInt8(0);
    }
    if (marker === 0 || hasNoLength(marker)) continue;
    if (marker === 0xd9) return result('jpeg ends before its picture');
    const length = (yield* take(2))?.readUInt16BE(0);
    if (length === undefined) return result('jpeg ends inside its header');
    if (length < 2) return result('jpeg segment has an impossible length');
    if (marker === 0xda) break;
    if (isFrame(marker) && !size && length >= 8) {
      const frame = yield* take(length - 2);
      if (!frame) return result('jpeg ends inside its header');
      size = { height: frame.readUInt16BE(1), width: frame.readUInt16BE(3) };
    } else if (marker === 0xe1) {
      const segment = yield* take(length - 2);
      if (!segment) return result('jpeg ends inside its header');
      if (segment.toString('latin1', 0, 6) === EXIF) orientation = readExifOrientation(segment.subarray(6));
    } else if (!(yield* skip(length - 2))) return result('jpeg ends inside its header');
  }
  if (!size || size.width === 0 || size.height === 0) {
    size = undefined;
    return result('jpeg does not say its size');
  }
  // Inside compressed pixels FF is always followed by 00 or a restart marker: FF D9 is the end.
  return result((yield* seek(END_OF_IMAGE)) ? undefined : 'jpeg ends before its end-of-image marker');
}
