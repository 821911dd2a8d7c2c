import { describe, expect, it } from 'vitest';
import { classifyZip } from './classify-zip.ts';

/** A local header for a stored `mimetype` entry with an extra field, and its content. */
function makeStatement(type: string, extraBytes: number): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(8, 26);
  header.writeUInt16LE(extraBytes, 28);
  return Buffer.concat([
    header,
    Buffer.from('mimetype'),
    Buffer.alloc(extraBytes, 1),
    Buffer.from(`${type}PK\x03\x04`),
  ]);
}

describe('a ZIP that states its type', () => {
  it.each([0, 4, 28])('is believed behind %i bytes of extra field', (extraBytes) => {
    const head = makeStatement('application/vnd.oasis.opendocument.text-template', extraBytes);
    expect(classifyZip(new Set(['mimetype']), head)).toBe('application/vnd.oasis.opendocument.text-template');
  });

  it('is not believed when it states a type of another family', () => {
    expect(classifyZip(new Set(['mimetype']), makeStatement('image/png', 0))).toBe('application/zip');
  });
});
