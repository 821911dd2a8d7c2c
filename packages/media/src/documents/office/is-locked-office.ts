import type { RefusedDocument } from '../format-reader.ts';

export const LOCKED: RefusedDocument = { outcome: 'encrypted', detail: 'it cannot be opened without its password' };

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const STREAM_NAME = Buffer.from('EncryptedPackage', 'utf16le');

/** A document with a password is no ZIP: it lies encrypted in a stream of a compound file (MS-OFFCRYPTO 2.3.4.4). */
export function isLockedOffice(content: Buffer): boolean {
  return content.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE) && content.includes(STREAM_NAME);
}
