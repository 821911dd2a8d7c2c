import type { ImageFacts } from '@sluice/core/inspect';
import type { ContentWindow } from './content-window.ts';
import { UnparseableContentError } from './errors.ts';
import type { StructureFacts } from './probes/probe.ts';
import { validOrientation } from './probes/read-exif-orientation.ts';
import {
  readTiffDirectory,
  readTiffNumber,
  readTiffValue,
  type TiffDirectory,
  type TiffLayout,
} from './read-tiff-directory.ts';

const TAGS = { width: 256, height: 257, orientation: 274, extraSamples: 338 } as const;
/** Where the pixels lie and how many bytes they have, as strips or as tiles. */
const PIXEL_TAGS = [
  [273, 279],
  [324, 325],
] as const;
const BIG_TIFF = 43;

/** Follows the chain of directories (pages), wherever in the file they are, up to one more than `maxFrames`. */
export async function inspectTiff(window: ContentWindow, maxFrames: number): Promise<StructureFacts> {
  const header = await window.read(0, 16);
  if (header.length < 8) return { unparseable: 'tiff ends inside its header' };
  const little = header.toString('latin1', 0, 2) === 'II';
  const big = header.length >= 16 && readTiffNumber(header, 2, 2, { little, big: false }) === BIG_TIFF;
  const layout: TiffLayout = { little, big };

  let image: ImageFacts | undefined;
  const visited = new Set<number>();
  let at = big ? readTiffNumber(header, 8, 8, layout) : readTiffNumber(header, 4, 4, layout);
  try {
    while (at !== 0 && visited.size <= maxFrames) {
      if (visited.has(at)) throw new UnparseableContentError('tiff directories form a circle');
      visited.add(at);
      const directory = await readTiffDirectory(window, at, layout);
      image ??= await readImage(window, directory, layout);
      await requirePixels(window, directory, layout);
      at = directory.next;
    }
    if (!image) throw new UnparseableContentError('tiff has no picture');
  } catch (error) {
    if (!(error instanceof UnparseableContentError)) throw error;
    return { ...(image && { image: { ...image, frames: visited.size } }), unparseable: error.message };
  }
  return { image: { ...image, frames: visited.size } };
}

async function readImage(window: ContentWindow, { entries }: TiffDirectory, layout: TiffLayout): Promise<ImageFacts> {
  const first = (tag: number) => readTiffValue(window, entries.get(tag), 0, layout);
  const width = (await first(TAGS.width)) ?? 0;
  const height = (await first(TAGS.height)) ?? 0;
  if (width === 0 || height === 0) throw new UnparseableContentError('tiff does not say its size');
  const extra = (await first(TAGS.extraSamples)) ?? 0;
  const orientation = validOrientation((await first(TAGS.orientation)) ?? 1);
  return { width, height, frames: 1, hasAlpha: extra !== 0, orientation };
}

/** Writers put strips in order, so a file that was cut off has lost its last one. */
async function requirePixels(window: ContentWindow, { entries }: TiffDirectory, layout: TiffLayout): Promise<void> {
  for (const [offsets, lengths] of PIXEL_TAGS) {
    const last = (entries.get(offsets)?.count ?? 0) - 1;
    const offset = await readTiffValue(window, entries.get(offsets), last, layout);
    const length = await readTiffValue(window, entries.get(lengths), last, layout);
    if ((offset ?? 0) + (length ?? 0) > window.sizeBytes) {
      throw new UnparseableContentError('tiff is shorter than its pixels');
    }
  }
}
