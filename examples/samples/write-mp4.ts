import { drawLandscape } from './draw-landscape.ts';

const [WIDTH, HEIGHT, FRAMES, PER_SECOND] = [320, 180, 24, 12];
const TIMESCALE = 12_000;
const FRAME_TIME = TIMESCALE / PER_SECOND;
const DURATION = FRAMES * FRAME_TIME;
const UNITY_MATRIX = numbers(4, 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/**
 * Two seconds of AV1 video in MP4. The only AV1 encoder among our packages makes AVIF pictures, so every frame is a picture: its
 * coded data becomes a sample, all of them key frames, and its decoder configuration that of the track.
 */
export async function writeMp4(): Promise<Buffer> {
  const samples: Buffer[] = [];
  let configuration: Buffer | undefined;
  for (let i = 0; i < FRAMES; i++) {
    const picture = await drawLandscape({ width: WIDTH, height: HEIGHT, hour: i / (FRAMES - 1) })
      .removeAlpha()
      .avif({ quality: 40, effort: 0, chromaSubsampling: '4:2:0' })
      .toBuffer();
    samples.push(bodyOf(picture, 'mdat'));
    configuration ??= bodyOf(picture, 'av1C');
  }
  const brands = box('ftyp', latin1('isom'), numbers(4, 0x200), latin1('isomiso2av01mp41'));
  const media = Buffer.concat(samples);
  // The index comes first, so that a player can start before it has all; its size does not depend on the offset in it.
  const length = brands.length + movie(samples, configuration ?? Buffer.alloc(0), 0).length;
  const index = movie(samples, configuration ?? Buffer.alloc(0), length + 8);
  return Buffer.concat([brands, index, box('mdat', media)]);
}

function movie(samples: readonly Buffer[], configuration: Buffer, mediaAt: number): Buffer {
  const sampleEntry = box(
    'av01',
    numbers(2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, WIDTH, HEIGHT),
    numbers(4, 0x480000, 0x480000, 0),
    numbers(2, 1),
    Buffer.alloc(32),
    numbers(2, 0x18, 0xffff),
    box('av1C', configuration),
  );
  const tables = box(
    'stbl',
    fullBox('stsd', 0, numbers(4, 1), sampleEntry),
    fullBox('stts', 0, numbers(4, 1, FRAMES, FRAME_TIME)),
    fullBox('stsc', 0, numbers(4, 1, 1, FRAMES, 1)),
    fullBox('stsz', 0, numbers(4, 0, FRAMES, ...samples.map((sample) => sample.length))),
    fullBox('stco', 0, numbers(4, 1, mediaAt)),
  );
  const data = fullBox('dref', 0, numbers(4, 1), fullBox('url ', 1));
  const information = box('minf', fullBox('vmhd', 1, Buffer.alloc(8)), box('dinf', data), tables);
  const handler = fullBox('hdlr', 0, numbers(4, 0), latin1('vide'), Buffer.alloc(12), latin1('Sluice\0'));
  const language = numbers(2, 0x55c4, 0);
  const header = fullBox('mdhd', 0, numbers(4, 0, 0, TIMESCALE, DURATION), language);
  const place = [numbers(4, 0, 0, 1, 0, DURATION, 0, 0), numbers(2, 0, 0, 0, 0), UNITY_MATRIX];
  const track = fullBox('tkhd', 7, ...place, numbers(4, WIDTH << 16, HEIGHT << 16));
  const rate = [numbers(4, 0x10000), numbers(2, 0x100, 0), Buffer.alloc(8)];
  const general = [numbers(4, 0, 0, TIMESCALE, DURATION), ...rate, UNITY_MATRIX, Buffer.alloc(24), numbers(4, 2)];
  return box('moov', fullBox('mvhd', 0, ...general), box('trak', track, box('mdia', header, handler, information)));
}

/** The body of the first box of that type. */
function bodyOf(file: Buffer, type: string): Buffer {
  const at = file.indexOf(type, 0, 'latin1') - 4;
  return file.subarray(at + 8, at + file.readUInt32BE(at));
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([numbers(4, body.length + 8), latin1(type), body]);
}

function fullBox(type: string, flags: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, numbers(4, flags), ...parts);
}

function numbers(bytes: 2 | 4, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  for (const [i, value] of values.entries()) buffer.writeUIntBE(value, i * bytes, bytes);
  return buffer;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
