import sharp from 'sharp';
import { drawLandscape, drawWord } from './draw-landscape.ts';
import { writeBitmap } from './write-bitmap.ts';

/** A portrait photograph as a phone stores it: lying on its side, with a note to turn it clockwise (EXIF orientation 6). */
export async function makePhoto(): Promise<Buffer> {
  const upright = await drawLandscape({ width: 1200, height: 1600, hour: 0.7 })
    .removeAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(upright)
    .rotate(270)
    .withExif({
      IFD0: { Make: 'Sluice', Model: 'Sample', Copyright: 'Public domain' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 22/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '8/1 33/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** A round badge on nothing. */
export async function makeBadge(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">
    <circle cx="256" cy="256" r="240" fill="#1f6f8b"/><circle cx="256" cy="256" r="210" fill="#1f6f8b" stroke="#99c9d6" stroke-width="8"/>
    ${drawWord('SLUICE', 86, 226, 10.6, '#ffffff')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** The sun's way over the landscape in `count` frames of RGBA. */
async function drawDay(count: number, width: number, height: number): Promise<Buffer> {
  const frames: Buffer[] = [];
  for (let i = 0; i < count; i++) {
    frames.push(
      await drawLandscape({ width, height, hour: i / (count - 1) })
        .ensureAlpha()
        .raw()
        .toBuffer(),
    );
  }
  return Buffer.concat(frames);
}

export async function makeAnimation(): Promise<Buffer> {
  const [frames, width, height] = [8, 240, 180];
  return sharp(await drawDay(frames, width, height), {
    raw: { width, height: height * frames, channels: 4, pageHeight: height },
  })
    .gif({ delay: Array.from({ length: frames }, () => 150), loop: 0, colours: 64 })
    .toBuffer();
}

const small = () => drawLandscape({ width: 800, height: 600, hour: 0.25 }).removeAlpha();

export const makeWebp = (): Promise<Buffer> => small().webp({ quality: 80 }).toBuffer();
export const makeAvif = (): Promise<Buffer> => small().avif({ quality: 50, effort: 0 }).toBuffer();
export const makeTiff = (): Promise<Buffer> => small().resize(400).tiff({ compression: 'lzw' }).toBuffer();

export async function makeBitmap(): Promise<Buffer> {
  const [width, height] = [200, 150];
  const rgb = await drawLandscape({ width, height, hour: 0.5 }).removeAlpha().raw().toBuffer();
  return writeBitmap(rgb, width, height);
}
