import { crc32 } from 'node:zlib';

/** A ZIP with one stored entry, locked by the traditional encryption of APPNOTE.TXT 6.1; `unzip -P` opens it. */
export function writeEncryptedZip(name: string, content: Buffer, password: string): Buffer {
  const sum = crc32(content);
  const lock = createCipher(password);
  // Twelve bytes come first; the last of them, the checksum's top byte, lets unpackers tell a wrong password.
  const preface = Buffer.alloc(12, 0x5a);
  preface.writeUInt8(sum >>> 24, 11);
  const locked = Buffer.concat([preface, content]).map(lock);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(1, 2);
  // Method 0, noon of 1 January 2026.
  fields.writeUInt32LE(0x5c216000, 6);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(locked.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), locked]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** Three keys that every byte of the password, then of the content, moves on. */
function createCipher(password: string): (byte: number) => number {
  let [first, second, third] = [0x12345678, 0x23456789, 0x34567890];
  // The checksum step without the inversions that `crc32` makes before and after.
  const step = (sum: number, byte: number): number => ~crc32(Buffer.of(byte), ~sum >>> 0) >>> 0;
  const advance = (byte: number): void => {
    first = step(first, byte);
    second = (Math.imul((second + (first & 0xff)) >>> 0, 134_775_813) + 1) >>> 0;
    third = step(third, second >>> 24);
  };
  for (const byte of Buffer.from(password)) advance(byte);
  return (byte) => {
    const seed = (third | 2) & 0xffff;
    const key = (Math.imul(seed, seed ^ 1) >>> 8) & 0xff;
    advance(byte);
    return byte ^ key;
  };
}
