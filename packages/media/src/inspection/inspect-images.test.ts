import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';
import { CLEAR, frames, plain } from '../testing/make-pictures.ts';

const turned = () => plain(40, 30, CLEAR).withMetadata({ orientation: 6 });

describe('a picture', () => {
  it.each([
    ['JPEG', () => turned().jpeg(), 'image/jpeg', { hasAlpha: false, orientation: 6 }],
    ['progressive JPEG', () => turned().jpeg({ progressive: true }), 'image/jpeg', { hasAlpha: false, orientation: 6 }],
    ['PNG', () => turned().png(), 'image/png', { hasAlpha: true, orientation: 6 }],
    [
      'PNG with a transparent colour',
      () => plain(40, 30, CLEAR).png({ palette: true }),
      'image/png',
      { hasAlpha: true },
    ],
    ['PNG without alpha', () => plain(40, 30).png(), 'image/png', { hasAlpha: false, orientation: 1 }],
    ['lossy WebP', () => plain(40, 30).webp(), 'image/webp', { hasAlpha: false, orientation: 1 }],
    ['lossless WebP', () => plain(40, 30, CLEAR).webp({ lossless: true }), 'image/webp', { hasAlpha: true }],
    ['WebP with metadata', () => turned().webp(), 'image/webp', { hasAlpha: true, orientation: 6 }],
    ['GIF', () => plain(40, 30).gif(), 'image/gif', { orientation: 1 }],
    ['TIFF', () => turned().tiff({ compression: 'lzw' }), 'image/tiff', { hasAlpha: true, orientation: 6 }],
    [
      'BigTIFF',
      () => turned().tiff({ compression: 'lzw', bigtiff: true }),
      'image/tiff',
      { hasAlpha: true, orientation: 6 },
    ],
    [
      'tiled TIFF',
      () => plain(40, 30).tiff({ tile: true, tileWidth: 16, tileHeight: 16 }),
      'image/tiff',
      { hasAlpha: false },
    ],
    ['AVIF', () => plain(40, 30, CLEAR).avif({ effort: 0 }), 'image/avif', { hasAlpha: true, orientation: 1 }],
    ['AVIF without alpha', () => plain(40, 30).avif({ effort: 0 }), 'image/avif', { hasAlpha: false }],
  ])('in %s tells its size and what it has', async (_title, make, mimeType, facts) => {
    const found = await inspect(await make().toBuffer());
    expect(found).toMatchObject({ kind: 'image', mimeType, image: { width: 40, height: 30, frames: 1, ...facts } });
    expect(found).not.toHaveProperty('unparseable');
  });

  it.each(['gif', 'webp'] as const)('that moves, in %s, tells its frames', async (format) => {
    const animation = await frames(5, 24, 16).toFormat(format).toBuffer();
    expect((await inspect(animation)).image).toMatchObject({ width: 24, height: 16, frames: 5 });
  });

  it.each(['gif', 'webp'] as const)(
    'that moves longer than allowed, in %s, is counted one frame further',
    async (format) => {
      const animation = await frames(9, 24, 16).toFormat(format).toBuffer();
      expect((await inspect(animation, { maxFrames: 3 })).image?.frames).toBe(4);
    },
  );
});

describe('a picture that was cut off', () => {
  it.each([
    ['JPEG', () => plain(200, 150).jpeg()],
    ['PNG', () => plain(200, 150).png()],
    ['GIF', () => frames(3, 200, 150).gif()],
    ['WebP', () => plain(200, 150).webp()],
    ['TIFF', () => plain(200, 150).tiff({ compression: 'lzw' })],
    ['AVIF', () => plain(200, 150).avif({ effort: 0 })],
  ])('is unparseable as %s, wherever it was cut', async (_format, make) => {
    const whole = await make().toBuffer();
    expect(await inspect(whole)).not.toHaveProperty('unparseable');
    // Sixteen bytes are enough to name every format; the last ones may be padding or a checksum.
    for (const share of [0, 0.3, 0.6, 0.9, 1]) {
      const length = Math.floor(16 + (whole.length - 32) * share);
      const facts = await inspect(whole.subarray(0, length));
      expect(facts, `${length} of ${whole.length}`).toMatchObject({ kind: 'image', unparseable: expect.any(String) });
    }
  });

  it('is unparseable as TIFF with its directory far behind the pixels', async () => {
    const whole = await plain(300, 300).tiff({ compression: 'none' }).toBuffer();
    const directory = whole.readUInt32LE(4);
    expect(directory).toBeGreaterThan(200_000);
    expect((await inspect(whole)).image).toMatchObject({ width: 300, height: 300 });
    expect((await inspect(whole.subarray(0, directory))).unparseable).toBe('tiff ends before its directory');
  });

  it('keeps its size when the header was left', async () => {
    const whole = await plain(200, 150).jpeg().toBuffer();
    expect((await inspect(whole.subarray(0, -10))).image).toMatchObject({ width: 200, height: 150 });
  });
});

describe('a header that claims 900 million pixels', () => {
  const claim = async (whole: Promise<Buffer>, write: (file: Buffer) => void) => {
    const file = await whole;
    write(file);
    return (await inspect(file)).image;
  };
  const huge = { width: 30_000, height: 30_000 };

  it('is believed in PNG', async () => {
    const image = claim(plain(8, 8).png().toBuffer(), (file) => {
      file.writeUInt32BE(30_000, 16);
      file.writeUInt32BE(30_000, 20);
    });
    expect(await image).toMatchObject(huge);
  });

  it('is believed in JPEG', async () => {
    const image = claim(plain(8, 8).jpeg().toBuffer(), (file) => {
      const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
      file.writeUInt16BE(30_000, frame + 5);
      file.writeUInt16BE(30_000, frame + 7);
    });
    expect(await image).toMatchObject(huge);
  });

  it('is believed in GIF', async () => {
    const image = claim(plain(8, 8).gif().toBuffer(), (file) => {
      file.writeUInt16LE(30_000, 6);
      file.writeUInt16LE(30_000, 8);
    });
    expect(await image).toMatchObject(huge);
  });

  it('is believed in the canvas of WebP', async () => {
    const image = claim(plain(8, 8, CLEAR).webp().toBuffer(), (file) => {
      file.writeUIntLE(29_999, 24, 3);
      file.writeUIntLE(29_999, 27, 3);
    });
    expect(await image).toMatchObject(huge);
  });
});

describe('a GIF with a small screen and a large first frame', () => {
  it('has the size of the frame, as decoders see it', async () => {
    const file = await plain(40, 30).gif().toBuffer();
    file.writeUInt16LE(1, 6);
    file.writeUInt16LE(1, 8);
    expect((await inspect(file)).image).toMatchObject({ width: 40, height: 30 });
    expect(await sharp(file).metadata()).toMatchObject({ width: 40, height: 30 });
  });
});

describe('an animated PNG', () => {
  it('is a PNG with frames', async () => {
    const still = await plain(8, 8).png().toBuffer();
    const control = Buffer.from('000000086163544c000000030000000000000000', 'hex');
    const behindHeader = 8 + 25;
    const animated = Buffer.concat([still.subarray(0, behindHeader), control, still.subarray(behindHeader)]);
    expect(await inspect(animated)).toMatchObject({ mimeType: 'image/png', image: { width: 8, height: 8, frames: 3 } });
  });
});

describe('a damaged picture', () => {
  it('PNG with a chunk that is not one is unparseable', async () => {
    const file = await plain(8, 8).png().toBuffer();
    file.write('\0\0\0\0', 37, 'latin1');
    expect((await inspect(file)).unparseable).toBe('png has a damaged chunk');
  });

  it('JPEG with a picture inside its metadata and none of its own is unparseable', async () => {
    const thumbnail = await plain(8, 8).jpeg().toBuffer();
    const length = Buffer.alloc(2);
    length.writeUInt16BE(thumbnail.length + 2);
    const file = Buffer.concat([Buffer.from('ffd8ffe2', 'hex'), length, thumbnail, Buffer.from('ffd9', 'hex')]);
    const facts = await inspect(file);
    expect(facts.unparseable).toBe('jpeg ends before its picture');
    expect(facts).not.toHaveProperty('image');
  });
});
