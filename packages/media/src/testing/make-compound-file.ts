const SECTOR = 512;
const ENTRIES_PER_SECTOR = 4;
const [FREE, END, TABLE] = [0xffffffff, 0xfffffffe, 0xfffffffd];

/** A compound file ([MS-CFB]) of nothing but its directory, in the sectors after the one of the allocation table. */
export function makeCompoundFile(names: readonly string[], rootClass = '00'.repeat(16)): Buffer {
  const sectors = Math.ceil(names.length / ENTRIES_PER_SECTOR);
  const header = Buffer.alloc(SECTOR, 0);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(END, 60);
  header.writeUInt32LE(END, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);

  const table = Buffer.alloc(SECTOR, 0xff);
  table.writeUInt32LE(TABLE, 0);
  for (let i = 1; i <= sectors; i++) table.writeUInt32LE(i === sectors ? END : i + 1, i * 4);

  const directory = Buffer.alloc(sectors * SECTOR);
  for (const [i, name] of names.entries()) {
    const entry = directory.subarray(i * 128, (i + 1) * 128);
    entry.write(name, 0, 'utf16le');
    entry.writeUInt16LE((name.length + 1) * 2, 64);
    entry.writeUInt8(i === 0 ? 5 : 2, 66);
    for (const at of [68, 72, 76]) entry.writeUInt32LE(FREE, at);
  }
  Buffer.from(rootClass, 'hex').copy(directory, 80);
  return Buffer.concat([header, table, directory]);
}
