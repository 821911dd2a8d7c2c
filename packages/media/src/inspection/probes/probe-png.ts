import { type Probe, skip, take } from './probe.ts';
import { readExifOrientation } from './read-exif-orientation.ts';

const MAX_EXIF = 64 * 1024;
const CHUNK_TYPE = /^[A-Za-z]{4}$/;

/** Walks the chunks; the compressed pixels are passed over. */
export function* probePng(): Probe {
  yield* skip(8);
  const start = yield* take(8 + 13 + 4);
  if (start?.toString('latin1', 4, 8) !== 'IHDR') return { unparseable: 'png ends inside its header' };
  const width = start.readUInt32BE(8);
  const height = start.readUInt32BE(12);
  const colourType = start.readUInt8(17);
  if (width === 0 || height === 0) return { unparseable: 'png does not say its size' };
  let hasAlpha = colourType === 4 || colourType === 6;
  let orientation = 1;
  let frames = 1;
  let hasPixels = false;
  const result = (unparseable?: string) => ({
    image: { width, height, frames, hasAlpha, orientation },
    ...(unparseable && { unparseable }),
  });

  while (true) {
    const header = yield* take(8);
    if (!header) return result('png ends before its end chunk');
    const length = header.readUInt32BE(0);
    const type = header.toString('latin1', 4, 8);
    if (!CHUNK_TYPE.test(type) || length > 0x7fffffff) return result('png has a damaged chunk');
    if (type === 'IEND') return result(hasPixels ? undefined : 'png has no pixels');
    if (type === 'IDAT') hasPixels = true;
    if (type === 'tRNS') hasAlpha = true;
    if ((type === 'eXIf' && length <= MAX_EXIF) || (type === 'acTL' && length === 8)) {
      const data = yield* take(length);
      if (!data) return result('png ends before its end chunk');
      if (type === 'eXIf') orientation = readExifOrientation(data);
      else frames = Math.max(1, data.readUInt32BE(0));
      if (!(yield* skip(4))) return result('png ends before its end chunk');
    } else if (!(yield* skip(length + 4))) return result('png ends before its end chunk');
  }
}
