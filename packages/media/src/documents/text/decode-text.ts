import { isUtf8 } from 'node:buffer';

/** Text of a byte-order mark's encoding, else UTF-8 where it is valid, else windows-1252, in which every byte is a character. */
export function decodeText(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content);
  if (content[0] === 0xfe && content[1] === 0xff) return new TextDecoder('utf-16be').decode(content);
  return new TextDecoder(isUtf8(content) ? 'utf-8' : 'windows-1252').decode(content);
}
