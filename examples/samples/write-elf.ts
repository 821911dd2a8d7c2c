const [HEADER, PROGRAM_HEADER] = [64, 56];
const LOAD_ADDRESS = 0x400000;
/** mov edi, 42; mov eax, 60; syscall: leaves at once. */
const CODE = Buffer.from('bf2a000000b83c0000000f05', 'hex');

/** The smallest honest program: a 64-bit ELF for Linux on x86 that exits with 42. */
export function writeElf(): Buffer {
  const file = Buffer.alloc(HEADER + PROGRAM_HEADER);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  file.writeUInt16LE(2, 16);
  file.writeUInt16LE(62, 18);
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(LOAD_ADDRESS + HEADER + PROGRAM_HEADER), 24);
  file.writeBigUInt64LE(BigInt(HEADER), 32);
  file.writeUInt16LE(HEADER, 52);
  file.writeUInt16LE(PROGRAM_HEADER, 54);
  file.writeUInt16LE(1, 56);
  const size = BigInt(HEADER + PROGRAM_HEADER + CODE.length);
  file.writeUInt32LE(1, HEADER);
  file.writeUInt32LE(5, HEADER + 4);
  file.writeBigUInt64LE(BigInt(LOAD_ADDRESS), HEADER + 16);
  file.writeBigUInt64LE(BigInt(LOAD_ADDRESS), HEADER + 24);
  file.writeBigUInt64LE(size, HEADER + 32);
  file.writeBigUInt64LE(size, HEADER + 40);
  file.writeBigUInt64LE(0x1000n, HEADER + 48);
  return Buffer.concat([file, CODE]);
}
