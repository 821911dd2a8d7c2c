/** The longest side that is sent: more pixels cost more and are scaled down over there. */
const MAX_SIDE = 1024;

/** The same picture, small enough to send, as JPEG. sharp is loaded with the first picture: text needs none of it. */
export async function shrinkPicture(picture: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(picture, { limitInputPixels: 50_000_000 })
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .jpeg({ quality: 80 })
    .toBuffer();
}
