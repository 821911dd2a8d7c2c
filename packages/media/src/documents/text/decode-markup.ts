import { isUtf8 } from 'node:buffer';
import { decodeText } from './decode-text.ts';

/** As browsers look for it: in the first kilobyte (HTML, "prescan a byte stream to determine its encoding"). */
const HEAD_BYTES = 1024;
const DECLARED = /<(?:meta\s[^<>]*?charset|\?xml\s[^<>]*?encoding)\s*=\s*["']?([\w:.-]{1,40})/i;

/** HTML or XML that is neither UTF-8 nor marked is read in the encoding it declares. */
export function decodeMarkup(content: Buffer): string {
  const declared = isUtf8(content) ? undefined : DECLARED.exec(content.toString('latin1', 0, HEAD_BYTES))?.[1];
  return (declared === undefined ? undefined : decodeAs(declared, content)) ?? decodeText(content);
}

/** A declaration that names no narrow encoding is wrong: it could be read. */
function decodeAs(label: string, content: Buffer): string | undefined {
  try {
    const decoder = new TextDecoder(label);
    return /^utf-/.test(decoder.encoding) ? undefined : decoder.decode(content);
  } catch {
    return undefined;
  }
}
