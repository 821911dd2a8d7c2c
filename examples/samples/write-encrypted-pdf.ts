import { createHash } from 'node:crypto';
import { assemblePdf } from './assemble-pdf.ts';
import { pageContent } from './write-pdf.ts';

/** What passwords are filled up with (ISO 32000-1, 7.6.3.3). */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const ID = Buffer.from('sluice-sample-id');
const PERMISSIONS = -4;
const KEY_BYTES = 5;

/** A PDF of one page that nobody opens without the password: the standard security handler, revision 2, 40-bit RC4. */
export function writeEncryptedPdf(lines: readonly string[], password: string): Buffer {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, PADDING.length);
  const owner = encrypt(md5(padded).subarray(0, KEY_BYTES), padded);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded, owner, permissions, ID).subarray(0, KEY_BYTES);
  const user = encrypt(key, PADDING);
  const content = Buffer.from(pageContent('Locked', lines), 'latin1');
  const hex = (bytes: Buffer): string => `<${bytes.toString('hex')}>`;
  return assemblePdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
      { dictionary: '', stream: encrypt(objectKey(key, 5), content) },
      `<< /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(user)} /P ${PERMISSIONS} >>`,
    ],
    `/Root 1 0 R /Encrypt 6 0 R /ID [${hex(ID)} ${hex(ID)}]`,
  );
}

const md5 = (...parts: readonly Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();

/** Every object has a key of its own, of its number and generation (7.6.2). */
function objectKey(key: Buffer, number: number): Buffer {
  return md5(key, Buffer.of(number & 0xff, number >> 8, 0, 0, 0)).subarray(0, KEY_BYTES + 5);
}

/** RC4, which today's libraries no longer have. */
function encrypt(key: Buffer, content: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const at = (index: number): number => state[index & 0xff] ?? 0;
  const swap = (a: number, b: number): void => {
    [state[a], state[b]] = [at(b), at(a)];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    content.map((byte) => {
      i = (i + 1) & 0xff;
      j = (j + at(i)) & 0xff;
      swap(i, j);
      return byte ^ at(at(i) + at(j));
    }),
  );
}
