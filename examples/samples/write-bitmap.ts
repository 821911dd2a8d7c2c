const FILE_HEADER = 14;
const INFO_HEADER = 40;
/** 72 dots an inch, in dots a metre. */
const RESOLUTION = 2835;

/** A Windows bitmap of 24 bits a pixel, rows from the bottom up, from RGB bytes. */
export function writeBitmap(rgb: Buffer, width: number, height: number): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(FILE_HEADER + INFO_HEADER + stride * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(FILE_HEADER + INFO_HEADER, 10);
  file.writeUInt32LE(INFO_HEADER, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  file.writeUInt32LE(stride * height, 34);
  file.writeInt32LE(RESOLUTION, 38);
  file.writeInt32LE(RESOLUTION, 42);
  for (let y = 0; y < height; y++) {
    const row = FILE_HEADER + INFO_HEADER + (height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      file.writeUInt8(rgb.readUInt8(from + 2), row + x * 3);
      file.writeUInt8(rgb.readUInt8(from + 1), row + x * 3 + 1);
      file.writeUInt8(rgb.readUInt8(from), row + x * 3 + 2);
    }
  }
  return file;
}
