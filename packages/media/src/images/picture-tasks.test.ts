import { convertImage, PICTURE_FORMATS, type PictureFormat } from '@sluice/contracts';
import { inMemoryTaskInput } from '@sluice/core/testing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeBitmap } from '../testing/make-bitmap.ts';
import { frames, quarters } from '../testing/make-pictures.ts';
import { MIME_TYPES } from './encode-picture.ts';
import { pictureTasks } from './picture-tasks.ts';

const tasks = pictureTasks();
const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#f00"/></svg>',
);
const sources: Readonly<Record<string, () => Promise<Buffer>>> = {
  'image/jpeg': async () => (await quarters(80)).jpeg({ quality: 95 }).toBuffer(),
  'image/png': async () => (await quarters(80)).png().toBuffer(),
  'image/webp': async () => (await quarters(80)).webp({ lossless: true }).toBuffer(),
  'image/gif': async () => (await quarters(80)).gif().toBuffer(),
  'image/tiff': async () => (await quarters(80)).tiff().toBuffer(),
  'image/avif': async () => (await quarters(80)).avif({ lossless: true }).toBuffer(),
  'image/bmp': async () => makeBitmap({ width: 80, height: 80, bits: 24 }),
  'image/svg+xml': async () => SVG,
};

type More = Parameters<typeof inMemoryTaskInput>[1]['more'];
async function run(task: string, content: Buffer, mimeType: string, parameters: object = {}, more: More = []) {
  const offered = tasks.find((one) => one.task === task);
  if (offered === undefined) throw new Error(`no task ${task}`);
  const { input, outputs } = inMemoryTaskInput(content, { mimeType, parameters, more });
  const answer = await offered.run({ ...input, parameters });
  const made = outputs.get('output');
  return { answer, outputs, made, picture: made && sharp(made.bytes) };
}
/** Red, green, blue and alpha of the pixel at a point, in parts of width and height. */
async function colourAt(bytes: Uint8Array, x: number, y: number) {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4;
  return [...data.subarray(at, at + 4)];
}
const isNear = (seen: readonly number[], wanted: readonly number[], by = 40) =>
  wanted.every((value, i) => Math.abs((seen[i] ?? -1000) - value) <= by);

describe.each(Object.keys(sources))('a picture of the type %s', (mimeType) => {
  it.each(PICTURE_FORMATS)('becomes %s and keeps its look', async (format: PictureFormat) => {
    const content = (await sources[mimeType]?.()) ?? Buffer.alloc(0);
    const { answer, made } = await run('convert_image', content, mimeType, { format });
    expect(answer).toEqual({ outcome: 'succeeded', findings: {} });
    expect(made?.mimeType).toBe(MIME_TYPES[format]);
    const { format: written, width } = await sharp(made?.bytes).metadata();
    expect([written === 'heif' ? 'avif' : written, made?.width]).toEqual([format, width]);
    const upperLeft = await colourAt(made?.bytes ?? Buffer.alloc(0), 0.25, 0.25);
    const expected = mimeType === 'image/bmp' ? [0, 0, 0] : [255, 0, 0];
    expect(isNear(upperLeft, expected), String(upperLeft)).toBe(true);
  });

  it.each(['resize_image', 'thumbnail', 'smart_crop', 'watermark', 'placeholder'])('is taken by %s', async (task) => {
    const { answer } = await run(task, (await sources[mimeType]?.()) ?? Buffer.alloc(0), mimeType);
    expect(answer).toMatchObject({ outcome: 'succeeded' });
  });

  it('that is broken is an answer of every task', async () => {
    const content = ((await sources[mimeType]?.()) ?? Buffer.alloc(0)).subarray(0, 60);
    for (const { task } of tasks.filter(({ task }) => mimeType !== 'image/svg+xml' || task !== 'strip_metadata')) {
      expect([task, (await run(task, content, mimeType)).answer.outcome]).toEqual([task, 'unparseable']);
    }
  });
});

describe('convert_image', () => {
  it('keeps transparency, and lays it on a background where the format has none', async () => {
    const clear = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const webp = await run('convert_image', clear, 'image/png');
    expect((await colourAt(webp.made?.bytes ?? Buffer.alloc(0), 0, 0))[3]).toBe(0);
    const jpeg = await run('convert_image', clear, 'image/png', { format: 'jpeg', background: '#336699' });
    expect(isNear(await colourAt(jpeg.made?.bytes ?? Buffer.alloc(0), 0, 0), [0x33, 0x66, 0x99], 6)).toBe(true);
  });

  it('keeps the frames of an animation where the format has them', async () => {
    const gif = await frames(4, 20, 10).gif({ delay: 100 }).toBuffer();
    expect(await (await run('convert_image', gif, 'image/gif')).picture?.metadata()).toMatchObject({ pages: 4 });
    const still = await run('convert_image', gif, 'image/gif', { animated: false });
    expect((await still.picture?.metadata())?.pages ?? 1).toBe(1);
    const png = await run('convert_image', gif, 'image/gif', { format: 'png' });
    expect(png.made).toMatchObject({ width: 20, height: 10 });
  });

  it('turns the picture as it was seen', async () => {
    const turned = await (await quarters(80)).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer();
    const { made } = await run('convert_image', turned, 'image/jpeg', { format: 'png' });
    expect(isNear(await colourAt(made?.bytes ?? Buffer.alloc(0), 0.25, 0.25), [0, 0, 255])).toBe(true);
  });

  it('makes colours the same everywhere, or keeps them with their profile', async () => {
    const wide = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#00ff00' } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const plain = await run('convert_image', wide, 'image/png', { format: 'png' });
    expect((await plain.picture?.metadata())?.icc).toBeUndefined();
    const kept = await run('convert_image', wide, 'image/png', { format: 'png', profile: 'keep' });
    expect((await kept.picture?.metadata())?.icc).toBeDefined();
  });

  it('takes inks for what they look like', async () => {
    const inks = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#d01010' } })
      .toColourspace('cmyk')
      .jpeg({ quality: 100 })
      .toBuffer();
    expect((await sharp(inks).metadata()).space).toBe('cmyk');
    const { made, picture } = await run('convert_image', inks, 'image/jpeg', { format: 'png' });
    expect((await picture?.metadata())?.space).toBe('srgb');
    expect(isNear(await colourAt(made?.bytes ?? Buffer.alloc(0), 0, 0), [0xd0, 0x10, 0x10], 60)).toBe(true);
  });

  it('refuses more pixels than the tenant allows', async () => {
    const offered = tasks.find(({ task }) => task === convertImage.task);
    const limits = { maxPixels: 80 * 80 - 1 };
    const { input } = inMemoryTaskInput((await sources['image/png']?.()) ?? Buffer.alloc(0), {
      mimeType: 'image/png',
      parameters: {},
      limits,
    });
    expect(await offered?.run(input)).toMatchObject({ outcome: 'too_many_pixels' });
  });
});

describe('resize_image', () => {
  const wide = () =>
    sharp({ create: { width: 200, height: 100, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
  it.each([
    ['fits it into a box', { width: 50, height: 50 }, [50, 25]],
    ['takes one side for both', { height: 50 }, [100, 50]],
    ['does not enlarge it', { width: 400 }, [200, 100]],
    ['enlarges it when asked to', { width: 400, enlarge: true }, [400, 200]],
    ['fills a box', { width: 50, height: 50, fit: 'cover' }, [50, 50]],
    ['fills up with background', { width: 50, height: 50, fit: 'contain' }, [50, 50]],
    ['stretches it', { width: 50, height: 90, fit: 'fill' }, [50, 90]],
    ['has a size of its own', {}, [200, 100]],
  ])('%s', async (_, parameters, [width, height]) => {
    const { made } = await run('resize_image', await wide(), 'image/png', parameters);
    expect(made).toMatchObject({ mimeType: 'image/png', width, height });
    expect(await sharp(made?.bytes).metadata()).toMatchObject({ width, height });
  });

  it('refuses to make more pixels than the tenant allows', async () => {
    const parameters = { width: 16_000, height: 16_000, enlarge: true };
    expect((await run('resize_image', await wide(), 'image/png', { ...parameters, fit: 'fill' })).answer).toMatchObject(
      {
        outcome: 'too_many_pixels',
      },
    );
  });

  it('resizes every frame', async () => {
    const gif = await frames(3, 40, 20).gif().toBuffer();
    const { made, picture } = await run('resize_image', gif, 'image/gif', { width: 20 });
    expect(made).toMatchObject({ mimeType: 'image/gif', width: 20, height: 10 });
    expect(await picture?.metadata()).toMatchObject({ pages: 3 });
  });
});

describe('thumbnail', () => {
  it('is a square of a picture that is large enough', async () => {
    const picture = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#123456' } })
      .jpeg()
      .toBuffer();
    expect((await run('thumbnail', picture, 'image/jpeg')).made).toMatchObject({
      mimeType: 'image/jpeg',
      width: 320,
      height: 320,
    });
    const small = await run('thumbnail', picture, 'image/jpeg', { size: 64, fit: 'inside', format: 'webp' });
    expect(small.made).toMatchObject({ mimeType: 'image/webp', width: 64, height: 35 });
  });
});

describe('smart_crop', () => {
  /** Grey, with something bright and colourful near its right end. */
  const withSubject = async () => {
    const subject = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#ff2010' } })
      .png()
      .toBuffer();
    return sharp({ create: { width: 400, height: 100, channels: 3, background: '#777777' } })
      .composite([{ input: subject, left: 320, top: 20 }])
      .png()
      .toBuffer();
  };

  it('cuts around what draws the eye, and says where', async () => {
    const { answer, made } = await run('smart_crop', await withSubject(), 'image/png');
    expect(made).toMatchObject({ width: 100, height: 100 });
    expect(answer).toMatchObject({ findings: { crop: { value: { top: 0, width: 0.25, height: 1 } } } });
    const { left } = Object(Object(answer).findings.crop.value);
    expect(left).toBeGreaterThan(0.6);
    expect(isNear(await colourAt(made?.bytes ?? Buffer.alloc(0), 0.5, 0.5), [0xff, 0x20, 0x10])).toBe(true);
  });

  it('has the shape and the size asked for, and is never enlarged', async () => {
    const story = await run('smart_crop', await withSubject(), 'image/png', {
      aspect: '2:1',
      width: 50,
      focus: 'center',
    });
    expect(story.made).toMatchObject({ width: 50, height: 25 });
    expect(story.answer).toMatchObject({ findings: { crop: { value: { left: 0.25, width: 0.5, height: 1 } } } });
    expect(
      (await run('smart_crop', await withSubject(), 'image/png', { aspect: '2:1', width: 5000 })).made,
    ).toMatchObject({ width: 200 });
  });
});

describe('strip_metadata', () => {
  const secret = { IFD0: { Artist: 'Ada Secret' }, IFD3: { GPSLatitude: '52/1 30/1 0/1', GPSLatitudeRef: 'N' } };
  const told = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- Ada Secret --></x:xmpmeta>';
  const pixelsOf = (bytes: Uint8Array | undefined) => sharp(bytes).autoOrient().raw().toBuffer();

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)(
    'takes what is told out of %s and leaves its pixels',
    async (format) => {
      const content = await (await quarters(80))
        .withExif(secret)
        .withXmp(told)
        .withIccProfile('p3')
        .toFormat(format)
        .toBuffer();
      expect(content.includes('Ada Secret')).toBe(true);
      const { answer, made, picture } = await run('strip_metadata', content, `image/${format}`);
      expect(answer).toMatchObject({ findings: { pixels_unchanged: { value: true } } });
      expect(Buffer.from(made?.bytes ?? []).includes('Ada Secret')).toBe(false);
      const metadata = await picture?.metadata();
      expect(metadata?.exif).toBeUndefined();
      expect(metadata?.icc).toBeDefined();
      expect((await pixelsOf(made?.bytes)).equals(await pixelsOf(content))).toBe(true);
    },
  );

  it.each([2, 3, 4, 5, 6, 7, 8])(
    'leaves a JPEG turned as %i as it was seen, and says nothing else',
    async (orientation) => {
      const content = await (await quarters(80)).withExif(secret).withMetadata({ orientation }).jpeg().toBuffer();
      const { made } = await run('strip_metadata', content, 'image/jpeg');
      expect(await sharp(made?.bytes).metadata()).toMatchObject({ orientation });
      expect((await pixelsOf(made?.bytes)).equals(await pixelsOf(content))).toBe(true);
      expect(made?.bytes.byteLength).toBeLessThan(content.byteLength);
    },
  );

  it('cuts off what follows the picture', async () => {
    const content = await (await quarters(80)).jpeg({ progressive: true }).toBuffer();
    const { made } = await run('strip_metadata', Buffer.concat([content, Buffer.from('and a secret')]), 'image/jpeg');
    expect(Buffer.from(made?.bytes ?? []).includes('secret')).toBe(false);
    expect((await pixelsOf(made?.bytes)).equals(await pixelsOf(content))).toBe(true);
  });

  it('keeps an animation moving', async () => {
    const gif = await frames(3, 40, 20).gif().toBuffer();
    expect(await (await run('strip_metadata', gif, 'image/gif')).picture?.metadata()).toMatchObject({ pages: 3 });
  });
});

describe('placeholder', () => {
  it('finds a few bytes and a colour, and makes nothing', async () => {
    const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    const { answer, outputs } = await run('placeholder', picture, 'image/png');
    expect(answer).toMatchObject({
      findings: {
        placeholder: { value: expect.stringMatching(/^[A-Za-z0-9+/=]{20,40}$/) },
        colour: { value: '#336699' },
      },
    });
    expect(outputs.size).toBe(0);
  });
});

describe('watermark', () => {
  const grey = (width = 400, height = 200) =>
    sharp({ create: { width, height, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
  /** How much of each quarter differs from grey: upper left, upper right, lower left, lower right. */
  async function marked(bytes: Uint8Array | undefined) {
    const { width = 0, height = 0 } = await sharp(bytes).metadata();
    const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
    const differs = async (left: number, top: number) =>
      (await sharp(await sharp(bytes).extract({ left, top, width: w, height: h }).png().toBuffer()).stats()).channels[0]
        ?.stdev ?? 0;
    return Promise.all([differs(0, 0), differs(w, 0), differs(0, h), differs(w, h)]);
  }

  it('lies where it should', async () => {
    const corner = await marked((await run('watermark', await grey(), 'image/png')).made?.bytes);
    expect(corner[3]).toBeGreaterThan(1);
    expect(corner.slice(0, 3)).toEqual([0, 0, 0]);
    const other = await run('watermark', await grey(), 'image/png', { position: 'top_left' });
    expect((await marked(other.made?.bytes)).map((by) => by > 1)).toEqual([true, false, false, false]);
  });

  it('lies all over, when asked to', async () => {
    const { made } = await run('watermark', await grey(), 'image/png', { position: 'tile', text: 'Ünï <&> "x"' });
    expect((await marked(made?.bytes)).every((by) => by > 1)).toBe(true);
  });

  it('is fainter the less opaque it is', async () => {
    const [faint, strong] = await Promise.all(
      [0.1, 1].map(
        async (opacity) =>
          (await marked((await run('watermark', await grey(), 'image/png', { opacity })).made?.bytes))[3] ?? 0,
      ),
    );
    expect(faint).toBeLessThan((strong ?? 0) / 3);
  });

  it('is a second picture where there is one', async () => {
    const logo = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#00ff00' } })
      .png()
      .toBuffer();
    const { input } = inMemoryTaskInput(logo, { mimeType: 'image/png', parameters: {} });
    const parameters = { position: 'center', opacity: 1, scale: 0.25 };
    const { made } = await run('watermark', await grey(), 'image/png', parameters, [
      { source: input.source, mimeType: 'image/png' },
    ]);
    expect(isNear(await colourAt(made?.bytes ?? Buffer.alloc(0), 0.5, 0.5), [0, 255, 0], 10)).toBe(true);
    expect(isNear(await colourAt(made?.bytes ?? Buffer.alloc(0), 0.1, 0.1), [128, 128, 128], 4)).toBe(true);
  });

  it('never hides that the second picture is broken', async () => {
    const { input } = inMemoryTaskInput(Buffer.from('no picture'), { mimeType: 'image/png', parameters: {} });
    const { answer } = await run('watermark', await grey(), 'image/png', {}, [
      { source: input.source, mimeType: 'image/png' },
    ]);
    expect(answer).toMatchObject({ outcome: 'unparseable' });
  });

  it('fits a picture that is smaller than its text', async () => {
    expect((await run('watermark', await grey(3, 2), 'image/png')).answer).toMatchObject({ outcome: 'succeeded' });
  });
});
