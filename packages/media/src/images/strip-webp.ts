/** What shows: the canvas, the profile, the picture with its alpha, and the frames of an animation. */
const SHOWN = new Set(['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L', 'ANIM', 'ANMF']);
/** Flags of VP8X that promise EXIF and XMP. */
const TOLD = 0x08 | 0x04;

/** A WebP without EXIF, XMP and unknown chunks, its picture byte for byte. undefined when its chunks cannot be followed. */
export function stripWebp(content: Buffer): Buffer | undefined {
  if (content.toString('latin1', 0, 4) !== 'RIFF' || content.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const parts: Buffer[] = [];
  for (let at = 12; at + 8 <= content.length; ) {
    const size = content.readUInt32LE(at + 4);
    const end = at + 8 + size + (size & 1);
    if (end > content.length) return undefined;
    const name = content.toString('latin1', at, at + 4);
    const chunk = content.subarray(at, end);
    if (SHOWN.has(name)) parts.push(name === 'VP8X' ? withoutPromises(chunk) : chunk);
    at = end;
  }
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

function withoutPromises(chunk: Buffer): Buffer {
  const changed = Buffer.from(chunk);
  changed[8] = (changed[8] ?? 0) & ~TOLD;
  return changed;
}
