import { MAIN_OUTPUT, type TaskAnswer, type TaskInput } from '@sluice/core/process';
import { MIME_TYPES } from './encode-picture.ts';
import { makePicture } from './make-picture.ts';
import { type OpenPicture, openPicture } from './open-picture.ts';
import { stripJpeg } from './strip-jpeg.ts';
import { stripPng } from './strip-png.ts';
import { stripWebp } from './strip-webp.ts';
import { putPicture, readContent } from './with-content.ts';

/** Near what no eye tells from the source, of a format that has to be written anew. */
const QUALITY = 92;
/** Written anew without losing anything. */
const EXACT = new Set(['png', 'gif', 'tiff', 'raw']);

/**
 * `strip_metadata`: takes what is not picture out of JPEG, PNG and WebP and leaves their pixels to the bit; the others are written
 * anew, without loss where their format has that. Colours keep their profile, and the picture stands as it was seen.
 */
export async function stripPicture(input: TaskInput<unknown>): Promise<TaskAnswer> {
  const content = await readContent(input);
  if (!Buffer.isBuffer(content)) return content;
  const { maxPixels } = input.limits;
  const picture = await openPicture(content, maxPixels);
  if (picture.outcome !== 'opened') return picture;
  const stripped = await stripInPlace(content, picture);
  if (stripped !== undefined) {
    const { format, bytes } = stripped;
    await input.put(MAIN_OUTPUT, MIME_TYPES[format], bytes, picture.size);
    return succeeded(true);
  }
  const made = await makePicture(picture, maxPixels, {
    ...{ quality: QUALITY, keepProfile: true, animated: true },
  });
  if (made.outcome !== 'made') return made;
  await putPicture(input, made, MAIN_OUTPUT);
  return succeeded(EXACT.has(picture.format));
}

/** undefined when its format, or something unusual in it, asks for writing it anew. */
async function stripInPlace(content: Buffer, { format, open }: OpenPicture) {
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return undefined;
  const { orientation = 1 } = await open().metadata();
  // PNG and WebP say how they are turned only in what is taken out.
  if (format !== 'jpeg' && orientation !== 1) return undefined;
  const bytes = {
    jpeg: () => stripJpeg(content, orientation),
    png: () => stripPng(content),
    webp: () => stripWebp(content),
  }[format]();
  return bytes && ({ format, bytes } as const);
}

const succeeded = (exact: boolean): TaskAnswer => ({
  outcome: 'succeeded',
  findings: { pixels_unchanged: { value: exact, confidence: 1, source: 'process' } },
});
