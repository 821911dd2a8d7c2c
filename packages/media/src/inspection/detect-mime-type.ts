import { fileTypeFromBuffer } from 'file-type';
import { readBitmapLayout } from './read-bitmap-layout.ts';
import { recogniseExecutable } from './recognise-executable.ts';
import { recogniseText } from './recognise-text.ts';
import type { StreamScan } from './scan-stream.ts';

export const UNKNOWN = 'application/octet-stream';

/** Enough for every signature; a longer one only feeds the scanners for weak signatures. */
const SNIFFED_BYTES = 64 * 1024;
/** Readers accept a PDF whose header comes within the first 1,024 bytes, so it must not pass as something else. */
const PDF_HEADER_WITHIN = 1024;

/** Formats that may consist of text from end to end. Any other signature in a text is a word, such as "BM" or "ID3". */
const TEXT_FORMATS = new Set([
  'application/pdf',
  'application/rtf',
  'application/postscript',
  'application/eps',
  'text/calendar',
  'text/vcard',
  'text/vtt',
  'application/pgp-encrypted',
  'application/x-ms-regedit',
]);

const TIFF_MAGICS = new Set(['II*\0', 'MM\0*', 'II+\0', 'MM\0+']);

/** One name where several are in use for the same bytes: the one that browsers and systems declare. */
const CANONICAL: Readonly<Record<string, string>> = {
  // An animated PNG is a valid PNG, and is declared as one everywhere.
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'video/matroska': 'video/x-matroska',
  'video/vnd.avi': 'video/x-msvideo',
  'image/x-icon': 'image/vnd.microsoft.icon',
  'application/x-rar-compressed': 'application/vnd.rar',
  'video/MP2P': 'video/mpeg',
  'video/mp2p': 'video/mpeg',
};

/** What the bytes are. ZIP and compound files come out as their container, to be told apart by their directories. */
export async function detectMimeType(scan: StreamScan, sizeBytes: number): Promise<string> {
  const { head, encoding } = scan;
  const executable = recogniseExecutable(head);
  if (executable) return executable;
  const signature = await readSignature(head.subarray(0, SNIFFED_BYTES));
  if (encoding !== undefined) {
    if (signature !== undefined && TEXT_FORMATS.has(signature)) return signature;
    if (hasPdfHeader(head)) return 'application/pdf';
    return recogniseText(new TextDecoder(encoding).decode(head), head.length === sizeBytes);
  }
  if (signature === 'image/bmp' && typeof readBitmapLayout(head) === 'string') return UNKNOWN;
  if (signature !== undefined && signature !== 'application/xml') return canonical(signature);
  if (hasPdfHeader(head)) return 'application/pdf';
  // The signature reader looks for the directory, which a TIFF may have at its end.
  return TIFF_MAGICS.has(head.toString('latin1', 0, 4)) ? 'image/tiff' : UNKNOWN;
}

/** Without the codecs that some names carry, such as `audio/ogg; codecs=opus`. */
function canonical(signature: string): string {
  const type = signature.split(';')[0]?.trim() ?? signature;
  return CANONICAL[type] ?? type;
}

const hasPdfHeader = (head: Buffer): boolean => head.subarray(0, PDF_HEADER_WITHIN + 5).includes('%PDF-');

async function readSignature(head: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    // The buffer is in memory, so whatever fails fails on hostile bytes: then nothing is recognised.
    return undefined;
  }
}
