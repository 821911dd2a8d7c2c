import type { ContentWindow } from './content-window.ts';
import { UnparseableContentError } from './errors.ts';
import type { StructureFacts } from './probes/probe.ts';
import { collectSafety, type SafetyKind } from './safety/collect-safety.ts';

export const COMPOUND_FILE = 'application/x-cfb';

/** The stream that each program of the old Office family writes into its compound files. */
const TYPE_OF_STREAM = new Map([
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['VisioDocument', 'application/vnd.visio'],
  ['__properties_version1.0', 'application/vnd.ms-outlook'],
]);
/** A DOCX, XLSX or PPTX with a password is this stream in a compound file; which of them, only the password tells. */
const ENCRYPTED_PACKAGE = 'EncryptedPackage';
/** Storages and streams that do something, in lower case. */
const KIND_OF_STORAGE = new Map<string, SafetyKind>([
  ['_vba_project', 'macros'],
  ['_vba_project_cur', 'macros'],
  ['macros', 'macros'],
  ['vba', 'macros'],
  ['objectpool', 'embeddedFiles'],
  ['\u0001ole10native', 'embeddedFiles'],
]);
const INSTALLER_CLASS = '84100c0000000000c000000000000046';

const ENTRY_BYTES = 128;
/** The streams that decide are among the first of the directory. */
const MAX_DIRECTORY_SECTORS = 64;
const LAST_SECTOR = 0xfffffff0;

export type CompoundInspection = StructureFacts & { readonly mimeType: string };

/** Tells the old Office formats apart by the names in the directory of the compound file ([MS-CFB]). */
export async function inspectCompoundFile(window: ContentWindow): Promise<CompoundInspection> {
  let mimeType = COMPOUND_FILE;
  let encrypted = false;
  const found = collectSafety();
  let entries = 0;
  try {
    for await (const { name, classId } of readEntries(window)) {
      if (name === 'Root Entry' && classId === INSTALLER_CLASS) mimeType = 'application/x-msi';
      entries++;
      const kind = KIND_OF_STORAGE.get(name.toLowerCase());
      if (kind !== undefined) found.add(kind, name);
      if (name === ENCRYPTED_PACKAGE) encrypted = true;
      if (mimeType === COMPOUND_FILE) mimeType = TYPE_OF_STREAM.get(name) ?? mimeType;
    }
  } catch (error) {
    if (!(error instanceof UnparseableContentError)) throw error;
    return { mimeType, unparseable: error.message };
  }
  const safety = found.finish(entries * ENTRY_BYTES);
  return { mimeType, ...(encrypted && { encrypted }), ...(safety && { safety }) };
}

async function* readEntries(window: ContentWindow): AsyncGenerator<{ name: string; classId: string }> {
  const header = await window.read(0, 512);
  if (header.length < 512) throw new UnparseableContentError('compound file ends inside its header');
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw new UnparseableContentError(`compound file has sectors of 2^${shift} bytes`);
  const sectorBytes = 1 << shift;
  const readSector = async (sector: number): Promise<Buffer> => {
    const bytes = await window.read((sector + 1) * sectorBytes, sectorBytes);
    if (bytes.length < sectorBytes) throw new UnparseableContentError('compound file is cut off');
    return bytes;
  };

  let sector = header.readUInt32LE(48);
  for (let i = 0; i < MAX_DIRECTORY_SECTORS && sector < LAST_SECTOR; i++) {
    const directory = await readSector(sector);
    for (let at = 0; at < sectorBytes; at += ENTRY_BYTES) {
      const nameBytes = Math.min(64, directory.readUInt16LE(at + 64));
      if (nameBytes < 2) continue;
      const name = directory.toString('utf16le', at, at + nameBytes - 2);
      yield { name, classId: directory.toString('hex', at + 80, at + 96) };
    }
    // The header lists the first 109 sectors of the allocation table, enough for directories within 7 MB of the start.
    const table = Math.floor(sector / (sectorBytes / 4));
    if (table >= 109) return;
    const links = await readSector(header.readUInt32LE(76 + table * 4));
    sector = links.readUInt32LE((sector % (sectorBytes / 4)) * 4);
  }
}
