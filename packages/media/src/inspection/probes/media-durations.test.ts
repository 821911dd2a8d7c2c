import { describe, expect, it } from 'vitest';
import { inspect } from '../../testing/content-from.ts';

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const movie = (scale: number, duration: number): Buffer => {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(scale, 12);
  header.writeUInt32BE(duration, 16);
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1')),
    box('moov', box('mvhd', header)),
    box('mdat'),
  ]);
};
const wave = (seconds: number): Buffer => {
  const data = Buffer.alloc(8_000 * seconds);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
};
const flac = (rate: number, samples: number): Buffer => {
  const start = Buffer.alloc(8 + 34);
  start.write('fLaC', 0, 'latin1');
  start.writeUInt8(34, 7);
  start.writeUIntBE(rate << 4, 18, 3);
  start.writeUInt32BE(samples, 22);
  return start;
};
const matroska = (milliseconds: number): Buffer => {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(milliseconds);
  const info = Buffer.concat([Buffer.from('448988', 'hex'), duration]);
  return Buffer.concat([
    Buffer.from('1a45dfa38b', 'hex'),
    Buffer.from('4282886d6174726f736b61', 'hex'),
    Buffer.from('1853806701ffffffffffffff', 'hex'),
    Buffer.from('1549a966', 'hex'),
    Buffer.from([0x80 | info.length]),
    info,
  ]);
};

describe('the playing time', () => {
  it.each([
    ['a movie', movie(600, 90_000), 150],
    ['a wave', wave(3), 3],
    ['a flac', flac(44_100, 441_000), 10],
    ['a matroska', matroska(12_500), 12.5],
  ])('of %s is what its headers say', async (_name, content, seconds) => {
    expect((await inspect(content)).media).toEqual({ durationSeconds: seconds });
  });

  it('of a movie that says it is unknown is unknown', async () => {
    expect(await inspect(movie(600, 0xffffffff))).not.toHaveProperty('media');
  });
});
