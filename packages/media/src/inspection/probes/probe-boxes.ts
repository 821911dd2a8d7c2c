import type { ImageFacts } from '@sluice/core/inspect';
import { MAX_TAKE, type Probe, skip, take } from './probe.ts';
import { readHeifImage } from './read-heif-image.ts';
import { readMovieDuration } from './read-movie-duration.ts';

/** Brands of still pictures; every other brand needs a `moov` box to be played. */
const PICTURE_BRAND = /^(avif|avis|heic|heix|heim|heis|hevc|hevx|mif1|msf1|jpeg|crx )$/;

/** Walks the top-level boxes of an ISO base media file: MP4, MOV, M4A, HEIF, AVIF. */
export function* probeBoxes(): Probe {
  let image: ImageFacts | undefined;
  let isPicture = false;
  let seconds: number | undefined;
  const seen = new Set<string>();
  const result = (unparseable?: string) => ({
    ...(image && { image }),
    ...(seconds !== undefined && { media: { durationSeconds: seconds } }),
    ...(unparseable && { unparseable }),
  });

  while (true) {
    const header = yield* take(8);
    const type = header?.toString('latin1', 4, 8) ?? '';
    let size = header?.readUInt32BE(0) ?? 0;
    let headerBytes = 8;
    if (header && size === 1) {
      const large = yield* take(8);
      if (!large) return result(`${describe(type)} ends inside its header`);
      size = Number(large.readBigUInt64BE(0));
      headerBytes = 16;
    }
    seen.add(type);
    // Size 0 means "to the end of the file"; bytes after the last box that form none are ignored, as players do.
    const isLast = !header || size < headerBytes;
    if (isLast) break;
    const length = size - headerBytes;
    if (type === 'ftyp' && length >= 4 && length <= MAX_TAKE) {
      const brands = yield* take(length);
      if (!brands) return result('file type box is cut off');
      isPicture = PICTURE_BRAND.test(brands.toString('latin1', 0, 4));
    } else if (type === 'meta' && isPicture && length <= MAX_TAKE) {
      const meta = yield* take(length);
      if (!meta) return result(`${describe(type)} is cut off`);
      image = readHeifImage(meta);
    } else if (type === 'moov') {
      // The headers come before the tables, so the beginning of a long box has them.
      const start = yield* take(Math.min(length, MAX_TAKE));
      if (!start) return result(`${describe(type)} is cut off`);
      seconds = readMovieDuration(start);
      if (!(yield* skip(length - start.length))) return result(`${describe(type)} is cut off`);
    } else if (!(yield* skip(length))) return result(`${describe(type)} is cut off`);
  }
  if (isPicture) return result(image || seen.has('moov') ? undefined : 'picture does not say its size');
  return result(seen.has('moov') ? undefined : 'media file has no moov box');
}

const describe = (type: string): string => (/^[ -~]{4}$/.test(type) ? `box ${type.trim()}` : 'a box');
