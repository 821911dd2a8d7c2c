import { describe, expect, it } from 'vitest';
import { readHeifImage } from './read-heif-image.ts';

const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value, i * 4);
  return bytes;
};
const box = (type: string, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const extent = (width: number, height: number) => box('ispe', u32(0, width, height));

/** A `meta` box with a thumbnail (item 1) and the picture (item 2), each with the properties given by number. */
function makeMeta(properties: readonly Buffer[], picture: readonly number[], { wide = false } = {}): Buffer {
  const item = (id: number, indexes: readonly number[]) =>
    Buffer.from([0, id, indexes.length, ...indexes.flatMap((index) => (wide ? [0x80, index] : [0x80 | index]))]);
  const associations = box('ipma', u32(wide ? 1 : 0, 2), item(1, [1]), item(2, picture));
  return Buffer.concat([
    u32(0),
    box('pitm', u32(0), Buffer.from([0, 2])),
    box('iprp', box('ipco', ...properties), associations),
  ]);
}
const alpha = box('auxC', u32(0), Buffer.from('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0', 'latin1'));

describe('the picture of a HEIF file', () => {
  const thumbnail = extent(160, 120);

  it.each([false, true])('has the size of the primary item, not of a thumbnail', (wide) => {
    const meta = makeMeta([thumbnail, extent(4000, 3000)], [2], { wide });
    expect(readHeifImage(meta)).toEqual({ width: 4000, height: 3000, frames: 1, hasAlpha: false, orientation: 1 });
  });

  it.each([
    [0, 1],
    [1, 8],
    [2, 3],
    [3, 6],
  ])('turned %i quarters anticlockwise has orientation %i', (turns, orientation) => {
    const meta = makeMeta([thumbnail, extent(40, 30), box('irot', Buffer.from([turns]))], [2, 3]);
    expect(readHeifImage(meta)?.orientation).toBe(orientation);
  });

  it('has alpha when an auxiliary picture carries it', () => {
    expect(readHeifImage(makeMeta([thumbnail, extent(40, 30), alpha], [2]))?.hasAlpha).toBe(true);
  });

  it('without a size is none', () => {
    expect(readHeifImage(makeMeta([thumbnail], [2]))).toBeUndefined();
    expect(readHeifImage(Buffer.alloc(4))).toBeUndefined();
  });
});
