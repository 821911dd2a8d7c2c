import type { ImageFacts } from '@sluice/core/inspect';

type Box = { readonly type: string; readonly body: Buffer };

/** Anticlockwise quarter turns of `irot`, as the EXIF orientation that turns the stored picture upright. */
const ORIENTATION_OF_TURNS = [1, 8, 3, 6];
const ALPHA_TYPES = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];

/** The facts of the primary item of a HEIF or AVIF `meta` box (without its 8-byte header), ISO/IEC 23008-12. */
export function readHeifImage(meta: Buffer): ImageFacts | undefined {
  const boxes = childBoxes(meta.subarray(4));
  const properties = boxes.find((box) => box.type === 'iprp');
  if (!properties) return undefined;
  const parts = childBoxes(properties.body);
  const container = parts.find((box) => box.type === 'ipco');
  const associations = parts.find((box) => box.type === 'ipma');
  const primary = primaryItem(boxes.find((box) => box.type === 'pitm')?.body);
  if (!container || !associations || primary === undefined) return undefined;

  const all = childBoxes(container.body);
  const own = (propertyIndexes(associations.body).get(primary) ?? []).flatMap((index) => all[index - 1] ?? []);
  const extent = own.find((box) => box.type === 'ispe')?.body;
  if (!extent) return undefined;
  const turns = own.find((box) => box.type === 'irot')?.body.readUInt8(0) ?? 0;
  const hasAlpha = all.some(
    (box) => box.type === 'auxC' && ALPHA_TYPES.some((urn) => box.body.includes(urn, 4, 'latin1')),
  );
  return {
    width: extent.readUInt32BE(4),
    height: extent.readUInt32BE(8),
    frames: 1,
    hasAlpha,
    orientation: ORIENTATION_OF_TURNS[turns & 3] ?? 1,
  };
}

function childBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    const end = size === 0 ? bytes.length : at + size;
    if ((size !== 0 && size < 8) || end > bytes.length) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, end) });
    at = end;
  }
  return boxes;
}

function primaryItem(body: Buffer | undefined): number | undefined {
  if (!body) return undefined;
  return body.readUInt8(0) === 0 ? body.readUInt16BE(4) : body.readUInt32BE(4);
}

/** Item id to the 1-based indexes of its properties. */
function propertyIndexes(body: Buffer): Map<number, number[]> {
  const version = body.readUInt8(0);
  const wide = (body.readUInt8(3) & 1) === 1;
  const count = body.readUInt32BE(4);
  const found = new Map<number, number[]>();
  let at = 8;
  for (let item = 0; item < count; item++) {
    const id = version === 0 ? body.readUInt16BE(at) : body.readUInt32BE(at);
    at += version === 0 ? 2 : 4;
    const properties = body.readUInt8(at++);
    const indexes: number[] = [];
    for (let i = 0; i < properties; i++) {
      indexes.push(wide ? body.readUInt16BE(at) & 0x7fff : body.readUInt8(at) & 0x7f);
      at += wide ? 2 : 1;
    }
    found.set(id, indexes);
  }
  return found;
}
