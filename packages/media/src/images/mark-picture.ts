import type { watermark } from '@sluice/contracts';
import { MAIN_OUTPUT, type TaskAnswer, type TaskRunner, type TaskSource } from '@sluice/core/process';
import sharp, { type Gravity } from 'sharp';
import type * as z from 'zod/mini';
import { classifyDecodeError, type DecodeFailure } from './classify-decode-error.ts';
import { DECODE_TIMEOUT } from './decode-options.ts';
import { drawSvg } from './draw-svg.ts';
import { encodePicture, MIME_TYPES } from './encode-picture.ts';
import { formatFor } from './make-picture.ts';
import { openPicture } from './open-picture.ts';
import { readContent, withPicture } from './with-content.ts';

type Parameters = z.output<typeof watermark.parameters>;

/** Around the mark, in parts of its width. */
const MARGIN = 0.08;

const GRAVITY = {
  ...{ center: 'centre', top: 'north', right: 'east', bottom: 'south', left: 'west' },
  ...{ top_left: 'northwest', top_right: 'northeast', bottom_left: 'southwest', bottom_right: 'southeast' },
  tile: 'centre',
} as const satisfies Record<Parameters['position'], Gravity>;

/** `watermark`: a second file is the mark where there is one, else the text. */
export const markPicture: TaskRunner<Parameters> = (input) =>
  withPicture(input, async (picture) => {
    const { parameters, limits, more, put } = input;
    const width = Math.max(8, Math.round(picture.size.width * parameters.scale));
    const [second] = more;
    const mark = await (second === undefined
      ? drawText(parameters, width, limits.maxPixels)
      : openMark(second, parameters.opacity, width, limits.maxPixels));
    if (mark.outcome !== 'made') return mark;
    const format = formatFor(picture, parameters.format);
    try {
      // What is laid over may not be larger than what it lies on.
      const fitted = await sharp(mark.png)
        .resize(picture.size.width, picture.size.height, { fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer();
      const { position } = parameters;
      const over = { input: fitted, gravity: GRAVITY[position], tile: position === 'tile' };
      const { data, info } = await encodePicture(picture.open().autoOrient().composite([over]), {
        ...parameters,
        format,
      })
        .timeout(DECODE_TIMEOUT)
        .toBuffer({ resolveWithObject: true });
      await put(MAIN_OUTPUT, MIME_TYPES[format], data, { width: info.width, height: info.height });
      return { outcome: 'succeeded', findings: {} };
    } catch (error) {
      return classifyDecodeError(error);
    }
  });

type Mark = { readonly outcome: 'made'; readonly png: Buffer };

/** A text in the colour asked for, with a rim of the other brightness: it is seen on light and on dark. */
async function drawText(
  { text, colour, opacity }: Parameters,
  width: number,
  maxPixels: number,
): Promise<Mark | DecodeFailure> {
  const length = Math.max(1, [...text].length);
  const margin = width * MARGIN;
  // Letters are about six tenths as wide as they are high; what is not is pressed into its place.
  const size = Math.min(width / 3, (width - 2 * margin) / (0.62 * length));
  const height = Math.ceil(size * 1.4 + margin);
  const rim = brightness(colour) > 0.5 ? '#000000' : '#ffffff';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><text x="${width / 2}"
    y="${height / 2 + size * 0.36}" text-anchor="middle" font-size="${size}" font-weight="bold" fill="${colour}" stroke="${rim}"
    stroke-width="${size * 0.06}" paint-order="stroke" opacity="${opacity}" textLength="${Math.min(width - 2 * margin, size * 0.7 * length)}"
    lengthAdjust="spacingAndGlyphs">${escapeXml(text)}</text></svg>`;
  const drawn = await drawSvg(svg, maxPixels, { exact: true });
  return drawn.outcome === 'drawn' ? { outcome: 'made', png: drawn.png } : drawn;
}

async function openMark(
  { source }: TaskSource,
  opacity: number,
  width: number,
  maxPixels: number,
): Promise<Mark | Exclude<TaskAnswer, { readonly outcome: 'succeeded' }>> {
  const content = await readContent({ source });
  if (!Buffer.isBuffer(content)) return content;
  const opened = await openPicture(content, maxPixels);
  if (opened.outcome !== 'opened') return opened;
  try {
    const margin = Math.round(width * MARGIN);
    const png = await opened
      .open()
      .autoOrient()
      .resize({ width, withoutEnlargement: false })
      .ensureAlpha()
      .composite([
        {
          input: Buffer.from([255, 255, 255, Math.round(opacity * 255)]),
          raw: { width: 1, height: 1, channels: 4 },
          tile: true,
          blend: 'dest-in',
        },
      ])
      .extend({ ...{ top: margin, bottom: margin, left: margin, right: margin }, background: '#00000000' })
      .png()
      .timeout(DECODE_TIMEOUT)
      .toBuffer();
    return { outcome: 'made', png };
  } catch (error) {
    return classifyDecodeError(error);
  }
}

function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** Characters that XML cannot hold at all are left out. */
function escapeXml(text: string): string {
  return [...text]
    .filter(
      (character) =>
        character >= ' ' && !/[\u007f-\u009f\ufffe\uffff]/.test(character) && !/\p{Surrogate}/u.test(character),
    )
    .map((character) => (/[<>&"']/.test(character) ? `&#${character.codePointAt(0)};` : character))
    .join('');
}
