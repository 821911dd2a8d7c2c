const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** What says something besides the picture: texts, EXIF, and the time it was changed. */
const TOLD = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);
/** Chunks that show: critical ones begin with a capital, and these. */
const SHOWN = new Set([
  ...['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'cICP', 'mDCV', 'cLLI'],
  ...['acTL', 'fcTL', 'fdAT'],
]);

/** A PNG without texts and chunks of applications, its pixels byte for byte. undefined when its chunks cannot be followed. */
export function stripPng(content: Buffer): Buffer | undefined {
  if (!content.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const parts: Buffer[] = [SIGNATURE];
  let at = 8;
  while (at + 12 <= content.length) {
    const end = at + 12 + content.readUInt32BE(at);
    const name = content.toString('latin1', at + 4, at + 8);
    if (end > content.length || !/^[A-Za-z]{4}$/.test(name)) return undefined;
    const isCritical = name[0] !== undefined && name[0] < 'a';
    if (!TOLD.has(name) && (isCritical || SHOWN.has(name))) parts.push(content.subarray(at, end));
    at = end;
    if (name === 'IEND') return Buffer.concat(parts);
  }
  return undefined;
}
