import { DEFAULT_DOCUMENT_LIMITS, READABLE_TYPES } from '@sluice/core/process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeDocx } from '../../../../examples/samples/write-docx.ts';
import { writeEpub } from '../../../../examples/samples/write-epub.ts';
import { writeHtml } from '../../../../examples/samples/write-html.ts';
import { writeOdt } from '../../../../examples/samples/write-odt.ts';
import { writePdf } from '../../../../examples/samples/write-pdf.ts';
import { writeRtf } from '../../../../examples/samples/write-rtf.ts';
import { writeXlsx } from '../../../../examples/samples/write-xlsx.ts';
import { createDocumentReader } from './create-document-reader.ts';

const { read } = createDocumentReader();
const LIMITS = { ...DEFAULT_DOCUMENT_LIMITS, maxInflatedBytes: 4_000_000, previewPages: 1 };
const OUTCOMES = ['read', 'unparseable', 'encrypted', 'expansion_too_high', 'too_many_entries'];
const types = [...READABLE_TYPES];

describe('the reader of documents', () => {
  it('knows every readable type: none is unparseable for want of a reader', async () => {
    expect(types).toHaveLength(17);
    for (const type of types) {
      const document = await read(Buffer.from('hello'), type, LIMITS);
      expect(document, type).not.toMatchObject({ detail: expect.stringContaining('no reader') });
    }
  });

  it('reads nothing else', async () => {
    for (const type of ['image/png', '', '__proto__', 'constructor']) {
      const detail = `no reader for ${type}`;
      expect(await read(Buffer.from('x'), type, LIMITS)).toEqual({ outcome: 'unparseable', detail });
    }
  });

  it('takes a view of a larger buffer for what it is', async () => {
    const view = new Uint8Array(Buffer.from('before inside after')).subarray(7, 13);
    expect(await read(view, 'text/plain', LIMITS)).toMatchObject({ pages: [{ text: 'inside' }] });
  });

  it('says in one short sentence what is wrong', async () => {
    for (const type of types) {
      const document = await read(Buffer.alloc(0), type, LIMITS);
      if (document.outcome === 'read') continue;
      expect(document.detail, type).toMatch(/^[^\n[].{5,200}$/);
    }
  });

  it('throws at no bytes whatever, of any type', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.uint8Array({ maxLength: 2000 }), async (type, bytes) => {
        expect(OUTCOMES).toContain((await read(bytes, type, LIMITS)).outcome);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('throws at no document that was tampered with', async () => {
    const sound: ReadonlyArray<readonly [string, Buffer]> = [
      ['application/pdf', writePdf('Report', [['one'], ['two']])],
      [types[1] ?? '', await writeDocx([[{ kept: 'a' }, { deleted: 'b' }]], { title: 't', author: 'a' })],
      [types[3] ?? '', await writeXlsx([{ name: 'A', rows: [[new Date(0), 1, 'x']] }])],
      ['application/vnd.oasis.opendocument.text', await writeOdt('t', 'a', ['b'])],
      ['application/epub+zip', await writeEpub('t', 'a', [{ title: 'c', paragraphs: ['d'] }])],
      ['application/rtf', Buffer.from(writeRtf('t', 'ä', ['b']))],
      ['text/html', Buffer.from(writeHtml('t', ['a']))],
    ];
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        async ([type, content], changes, cut) => {
          const bytes = Uint8Array.from(content);
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const kept = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes;
          expect(OUTCOMES).toContain((await read(kept, type, LIMITS)).outcome);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});
