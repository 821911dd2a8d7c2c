import sharp from 'sharp';

const draw = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).webp({ quality: 85 }).toBuffer();
const svg = (width: number, height: number, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;

/** A page whose words are strokes: no font is needed, and nothing can read it. */
export function drawPage(): Promise<Buffer> {
  const strokes: string[] = [];
  for (let line = 0; line < 24; line += 1) {
    for (let stroke = 0; stroke < 70; stroke += 1) {
      if (stroke % 7 === 6) continue;
      const height = 10 + ((stroke * 7 + line) % 3) * 4;
      strokes.push(
        `<rect x="${40 + stroke * 7.3}" y="${60 + line * 28 - height}" width="3" height="${height}" fill="#111"/>`,
      );
    }
  }
  return draw(svg(600, 780, `<rect width="600" height="780" fill="white"/>${strokes.join('')}`));
}

/** A house in a meadow. */
export const drawHouse = (): Promise<Buffer> =>
  draw(
    svg(
      600,
      400,
      `<rect width="600" height="400" fill="#5aa0f0"/><rect y="260" width="600" height="140" fill="#4aa84f"/>
       <rect x="180" y="180" width="140" height="130" fill="#d97742"/><polygon points="170,180 250,110 330,180" fill="#8c2f2f"/>`,
    ),
  );

/** Noise of many colours under a gradient, as far from a drawing as a lens is; the same each time. */
export async function drawPhoto(): Promise<Buffer> {
  const [width, height] = [480, 320];
  const data = Buffer.alloc(width * height * 3);
  let seed = 42;
  for (let at = 0; at < data.length; at += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const pixel = Math.floor(at / 3);
    const slope = at % 3 === 0 ? pixel % width : at % 3 === 1 ? (pixel / width) * 1.5 : (width - (pixel % width)) / 2;
    data[at] = Math.min(255, slope * 0.45 + (seed % 23));
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
