import sharp from 'sharp';

const WIDTH = 4000;
const HEIGHT = 3000;

/** A picture of 12 megapixels with what photographs have: soft slopes, edges, texture and noise. As JPEG. */
export async function makePhoto(): Promise<Buffer> {
  const shapes = Array.from({ length: 60 }, (_, i) => {
    const [x, y, r] = [(i * 977) % WIDTH, (i * 613) % HEIGHT, 60 + ((i * 37) % 260)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${(i * 47) % 360} 60% ${30 + ((i * 13) % 50)}%)" fill-opacity="0.7"/>`;
  }).join('');
  const texture = Array.from(
    { length: 400 },
    (_, i) =>
      `<path d="M${(i * 10) % WIDTH} 0l${(i % 7) * 60} ${HEIGHT}" stroke="#000" stroke-opacity="0.08" stroke-width="${1 + (i % 4)}"/>`,
  ).join('');
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#88bbee"/><stop offset="0.6" stop-color="#ddbb88"/><stop offset="1" stop-color="#335533"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${shapes}${texture}</svg>`;
  const noise = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 9 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(Buffer.from(drawing))
    .flatten()
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 92 })
    .toBuffer();
}
