import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A ZIP of entries in the given order; content that is `undefined` makes the entry a short text. */
export async function makeZip(entries: Readonly<Record<string, string | Buffer | undefined>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    zip.addBuffer(Buffer.from(content ?? `content of ${name}`), name, { compress: name !== 'mimetype' });
  }
  zip.end();
  return buffer(zip.outputStream);
}
