import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type ZipContent = {
  readonly name: string;
  readonly content: Buffer | string;
  /** Not deflated, as OpenDocument and EPUB want their first entry. @default false */
  readonly stored?: boolean;
};

/** DOS time has no zone: given in local time it is the same bytes everywhere. */
const WRITTEN_AT = new Date(2026, 0, 1, 12, 0, 0);

/** A ZIP archive, byte-equal for equal contents. */
export async function writeZip(contents: readonly ZipContent[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, content, stored = false } of contents) {
    zip.addBuffer(Buffer.from(content), name, {
      mtime: WRITTEN_AT,
      mode: 0o100644,
      forceDosTimestamp: true,
      ...(stored ? { compress: false } : { compressionLevel: 9 }),
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}
