import type { PictureFormat } from '@sluice/contracts';
import type { ResizeOptions } from 'sharp';
import { classifyDecodeError, type DecodeFailure } from './classify-decode-error.ts';
import { DECODE_TIMEOUT } from './decode-options.ts';
import { type Encoding, encodePicture, MIME_TYPES } from './encode-picture.ts';
import type { Size } from './fit-box.ts';
import type { OpenPicture } from './open-picture.ts';
import { tooManyPixels } from './too-many-pixels.ts';

export type Focus = 'attention' | 'entropy' | 'center';

export type Wanted = Omit<Encoding, 'format'> & {
  /** @default that of the picture where it is one of ours, else PNG */
  readonly format?: PictureFormat;
  /** @default as large as the picture */
  readonly box?: {
    readonly width?: number;
    readonly height?: number;
    readonly fit: 'inside' | 'cover' | 'contain' | 'fill';
    readonly enlarge?: boolean;
    readonly focus?: Focus;
  };
  /** Keep every frame where the format has them. @default false */
  readonly animated?: boolean;
  /** Leave the colours as they are, with their profile. @default false: sRGB */
  readonly keepProfile?: boolean;
};

export type MadePicture = {
  readonly outcome: 'made';
  readonly mimeType: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** What was cut off left and above, in pixels of the picture made. */
  readonly cutOff: { readonly left: number; readonly top: number };
};

const OWN_FORMAT: Readonly<Record<string, PictureFormat>> = {
  ...{ jpeg: 'jpeg', png: 'png', webp: 'webp', gif: 'gif', tiff: 'tiff', heif: 'avif' },
};
const MOVING: ReadonlySet<PictureFormat> = new Set(['gif', 'webp']);

export const formatFor = ({ format }: OpenPicture, wanted: PictureFormat | undefined): PictureFormat =>
  wanted ?? OWN_FORMAT[format] ?? 'png';

/** One picture of another: upright, in a size and a format, and without its metadata. */
export async function makePicture(
  picture: OpenPicture,
  maxPixels: number,
  wanted: Wanted,
): Promise<MadePicture | DecodeFailure> {
  const { size, frames } = picture;
  const format = formatFor(picture, wanted.format);
  const { box, keepProfile = false } = wanted;
  const most = box === undefined ? size : largest(size, box);
  if (most.width * most.height > maxPixels) return tooManyPixels(most, maxPixels);
  const pixels = most.width * most.height;
  // An animation whose frames together pass the ceiling is made of its first.
  const animated =
    wanted.animated === true &&
    frames > 1 &&
    MOVING.has(format) &&
    frames * Math.max(pixels, size.width * size.height) <= maxPixels;
  try {
    const upright = picture.open({ animated }).autoOrient();
    const shaped = box === undefined ? upright : upright.resize(resizing(box, wanted.background, animated));
    const encoded = encodePicture(keepProfile ? shaped.keepIccProfile() : shaped, { ...wanted, format });
    const { data, info } = await encoded.timeout(DECODE_TIMEOUT).toBuffer({ resolveWithObject: true });
    return {
      outcome: 'made',
      mimeType: MIME_TYPES[format],
      bytes: data,
      width: info.width,
      height: info.pageHeight ?? info.height,
      cutOff: { left: -(info.cropOffsetLeft ?? 0), top: -(info.cropOffsetTop ?? 0) },
    };
  } catch (error) {
    return classifyDecodeError(error);
  }
}

function resizing(box: NonNullable<Wanted['box']>, background: string | undefined, animated: boolean): ResizeOptions {
  const { width, height, fit, enlarge = false, focus = 'attention' } = box;
  return {
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...{ fit, withoutEnlargement: !enlarge },
    ...(background !== undefined && { background }),
    // Cropping around what draws the eye would jump from frame to frame, so animations are cropped in the middle.
    ...(fit === 'cover' && { position: animated || focus === 'center' ? 'centre' : focus }),
  };
}

/** The size of what comes out of the box. */
function largest({ width, height }: Size, box: NonNullable<Wanted['box']>): Size {
  const most = box.enlarge === true ? Number.POSITIVE_INFINITY : 1;
  if (box.width !== undefined && box.height !== undefined && box.fit !== 'inside') {
    // What is smaller than the box it is contained in lies on background.
    const limit = box.fit === 'contain' ? Number.POSITIVE_INFINITY : most;
    return { width: Math.min(box.width, width * limit), height: Math.min(box.height, height * limit) };
  }
  const scales = [(box.width ?? Number.POSITIVE_INFINITY) / width, (box.height ?? Number.POSITIVE_INFINITY) / height];
  const scale = Math.min(...scales, most);
  return { width: width * scale, height: height * scale };
}
