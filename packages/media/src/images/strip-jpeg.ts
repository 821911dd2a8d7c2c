const MARKER = 0xff;
const [START, END, SCAN, COMMENT] = [0xd8, 0xd9, 0xda, 0xfe];
/** JFIF, the colour profile and what Adobe says of the colours: without them the picture looks different. */
const KEPT = [
  { marker: 0xe0, begins: 'JFIF\0' },
  { marker: 0xe2, begins: 'ICC_PROFILE\0' },
  { marker: 0xee, begins: 'Adobe' },
];

/**
 * A JPEG without its comments and applications' segments, its scans byte for byte. Only how it is turned is said again, where
 * it is. What follows the picture, such as another picture, goes too. undefined when its segments cannot be followed.
 */
export function stripJpeg(content: Buffer, orientation: number): Buffer | undefined {
  if (content[0] !== MARKER || content[1] !== START) return undefined;
  const parts: Buffer[] = [content.subarray(0, 2)];
  let turned = orientation === 1;
  let at = 2;
  for (;;) {
    while (content[at] === MARKER && content[at + 1] === MARKER) at++;
    const marker = content[at + 1];
    if (content[at] !== MARKER || marker === undefined) return undefined;
    if (marker === END) break;
    if (at + 4 > content.length) return undefined;
    const length = content.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > content.length) return undefined;
    const segment = content.subarray(at, end);
    const isJfif = marker === 0xe0;
    // JFIF wants to be first.
    if (!turned && !isJfif) {
      parts.push(orientationSegment(orientation));
      turned = true;
    }
    if (isPicture(marker, segment)) parts.push(segment);
    at = end;
    if (marker !== SCAN) continue;
    const next = endOfScan(content, at);
    if (next === undefined) return undefined;
    parts.push(content.subarray(at, next));
    at = next;
  }
  return Buffer.concat([...parts, Buffer.from([MARKER, END])]);
}

function isPicture(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  return KEPT.some(
    (kept) => kept.marker === marker && segment.toString('latin1', 4, 4 + kept.begins.length) === kept.begins,
  );
}

/** Where the next marker stands that is neither a stuffed byte nor a restart. */
function endOfScan(content: Buffer, start: number): number | undefined {
  let at = content.indexOf(MARKER, start);
  while (at >= 0 && at + 1 < content.length) {
    const next = content[at + 1] ?? 0;
    const isData = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== MARKER) return at;
    at = content.indexOf(MARKER, next === MARKER ? at + 1 : at + 2);
  }
  return undefined;
}

/** An EXIF segment of one entry: big-endian TIFF, tag 0x0112, one short. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a000000080001011200030000000100000000000000000000', 'hex').subarray(0, 26);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  exif.writeUInt16BE(orientation, 6 + 18);
  const head = Buffer.from([MARKER, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([head, exif]);
}
