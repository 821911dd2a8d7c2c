const ORIENTATION_TAG = 0x0112;

/** The orientation, 1 to 8, of an EXIF block that starts at its TIFF header; 1 when it is missing or damaged. */
export function readExifOrientation(exif: Buffer): number {
  const order = exif.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const little = order === 'II';
  const u16 = (at: number): number => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const u32 = (at: number): number => (little ? exif.readUInt32LE(at) : exif.readUInt32BE(at));
  if (exif.length < 8) return 1;
  const directory = u32(4);
  if (directory + 2 > exif.length) return 1;
  const entries = u16(directory);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > exif.length) return 1;
    if (u16(entry) === ORIENTATION_TAG) return validOrientation(u16(entry + 8));
  }
  return 1;
}

/** The value when EXIF knows it, else 1: viewers ignore anything else, too. */
export function validOrientation(value: number): number {
  return value >= 1 && value <= 8 ? value : 1;
}
