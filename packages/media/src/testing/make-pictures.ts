import sharp, { type Sharp } from 'sharp';

export const RED = { r: 200, g: 20, b: 20, alpha: 1 };
export const CLEAR = { r: 20, g: 20, b: 200, alpha: 0.5 };

/** One colour all over. */
export function plain(width: number, height: number, background = RED): Sharp {
  return sharp({ create: { width, height, channels: background.alpha === 1 ? 3 : 4, background } });
}

/** Four quarters: red, green over blue, white; so that every turn and mirror shows. */
export async function quarters(size: number): Promise<Sharp> {
  const half = size / 2;
  const corner = async (colour: string) =>
    sharp({ create: { width: half, height: half, channels: 3, background: colour } })
      .png()
      .toBuffer();
  const whole = sharp({ create: { width: size, height: size, channels: 3, background: 'white' } }).composite([
    { input: await corner('#ff0000'), left: 0, top: 0 },
    { input: await corner('#00ff00'), left: half, top: 0 },
    { input: await corner('#0000ff'), left: 0, top: half },
  ]);
  return whole.removeAlpha();
}

/** An animation whose frames get brighter. */
export function frames(count: number, width: number, height: number): Sharp {
  const pixels = Buffer.concat(Array.from({ length: count }, (_, i) => Buffer.alloc(width * height * 3, 20 + i * 20)));
  return sharp(pixels, { raw: { width, height: height * count, channels: 3, pageHeight: height } });
}
