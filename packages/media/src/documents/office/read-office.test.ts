import { describe, expect, it } from 'vitest';
import { LETTERS } from '../../../../../examples/samples/make-letters.ts';
import { writeDocx } from '../../../../../examples/samples/write-docx.ts';
import { writeHtml } from '../../../../../examples/samples/write-html.ts';
import { writeOdt } from '../../../../../examples/samples/write-odt.ts';
import { writePptx } from '../../../../../examples/samples/write-pptx.ts';
import { writeRtf } from '../../../../../examples/samples/write-rtf.ts';
import { makeZip } from '../../testing/make-zip.ts';
import { readSample, textsOf } from '../../testing/read-sample.ts';

const SAID = { title: 'To all & sundry', author: 'The keeper' };
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const wordOf = (body: string, before = '') =>
  makeZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `${before}<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
  });

describe('a Word document', () => {
  it('is one page of text, and says who wrote it', async () => {
    expect(await readSample('docx', await writeDocx(LETTERS.de, SAID))).toEqual({
      outcome: 'read',
      pages: [{ text: LETTERS.de.join('\n'), confidence: 1 }],
      truncated: false,
      facts: {
        pages: 1,
        title: 'To all & sundry',
        author: 'The keeper',
        createdAt: '2026-02-28T12:00:00.000Z',
        changes: { inserted: 0, deleted: 0 },
      },
      previews: [],
    });
  });

  it('is read as if its tracked changes were accepted, and they are counted', async () => {
    const revised = await writeDocx([
      [{ kept: 'The gate is ' }, { deleted: 'shut' }, { inserted: 'open' }, { kept: '.' }],
      [{ inserted: 'Mind the water.' }],
      [{ deleted: 'Nothing to see.' }],
    ]);
    expect(await readSample('docx', revised)).toMatchObject({
      pages: [{ text: 'The gate is open.\nMind the water.' }],
      facts: { changes: { inserted: 2, deleted: 2 } },
    });
  });

  it('that was moved about is read in its new order', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
    const moved = await wordOf(
      `<w:p><w:moveFrom w:id="1">${run('last')}</w:moveFrom></w:p><w:p>${run('first')}</w:p><w:p><w:moveTo w:id="2">${run('last')}</w:moveTo></w:p>`,
    );
    expect(await readSample('docx', moved)).toMatchObject({
      pages: [{ text: 'first\nlast' }],
      facts: { changes: { inserted: 1, deleted: 1 } },
    });
  });

  it('expands no entities of its own making', async () => {
    const laughs = `<!DOCTYPE w [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}">]>`;
    const texts = await textsOf('docx', await wordOf('<w:p><w:r><w:t>&b;</w:t></w:r></w:p>', laughs));
    expect(String(texts)).not.toContain('haha');
  });

  it('names no file of the machine', async () => {
    const named = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>';
    expect(await textsOf('docx', await wordOf('<w:p><w:r><w:t>x&a;</w:t></w:r></w:p>', named))).toEqual(['x&a;']);
  });

  it('of more elements than memory can hold is refused', async () => {
    const many = await wordOf('<w:p/>'.repeat(450_000));
    expect(await readSample('docx', many)).toMatchObject({ outcome: 'expansion_too_high' });
  });

  it('is encrypted when it lies in a compound file', async () => {
    const compound = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(512),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(await textsOf('docx', compound)).toBe('encrypted');
    expect(await textsOf('xlsx', compound)).toBe('encrypted');
  });

  it('is unparseable without its text, cut off, or as another kind of document', async () => {
    const letter = await writeDocx(['x']);
    expect(await textsOf('docx', letter.subarray(0, letter.length - 30))).toBe('unparseable');
    expect(await textsOf('docx', await makeZip({ 'a.txt': 'a' }))).toBe('unparseable');
    expect(await textsOf('docx', await writeOdt('a', 'b', ['c']))).toBe('unparseable');
  });
});

describe('a presentation', () => {
  const slides = [
    { title: 'The gates', lines: ['open', 'close'] },
    { title: 'The end', lines: [] },
  ];

  it('has a page for every slide', async () => {
    expect(await readSample('pptx', await writePptx(slides, SAID))).toMatchObject({
      pages: [{ text: 'The gates\nopen\nclose' }, { text: 'The end' }],
      truncated: false,
      facts: { pages: 2, title: 'To all & sundry', author: 'The keeper' },
    });
  });

  it('is cut after as many slides as allowed', async () => {
    const document = await readSample('pptx', await writePptx(slides, SAID), { maxPages: 1 });
    expect(document).toMatchObject({ pages: [{}], truncated: true, facts: { pages: 2 } });
  });

  it('of OpenDocument has a page for every slide, too', async () => {
    const names = ['office', 'draw', 'text']
      .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'draw' ? 'drawing' : name}:1.0"`)
      .join(' ');
    const page = (text: string) =>
      `<draw:page draw:name="${text}"><draw:frame><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame></draw:page>`;
    const odp = await makeZip({
      mimetype: 'application/vnd.oasis.opendocument.presentation',
      'content.xml': `<office:document-content ${names}><office:body><office:presentation>${page('one')}${page('two')}</office:presentation></office:body></office:document-content>`,
    });
    expect(await textsOf('odp', odp)).toEqual(['one', 'two']);
  });
});

describe('an OpenDocument text', () => {
  it('is one page with its heading, and says who wrote it', async () => {
    expect(await readSample('odt', await writeOdt('Letter', 'The keeper', LETTERS.fr))).toMatchObject({
      pages: [{ text: ['Letter', ...LETTERS.fr].join('\n') }],
      facts: { pages: 1, title: 'Letter', author: 'The keeper', createdAt: '2026-02-28T12:00:00.000Z' },
    });
  });

  it('is encrypted when its manifest says so', async () => {
    const manifest = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0';
    const locked = await makeZip({
      mimetype: 'application/vnd.oasis.opendocument.text',
      'META-INF/manifest.xml': `<m:manifest xmlns:m="${manifest}"><m:file-entry m:full-path="content.xml" m:media-type="text/xml" m:size="9"><m:encryption-data m:checksum-type="SHA1/1K" m:checksum="eA=="><m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" m:initialisation-vector="AAAAAAAAAAAAAAAAAAAAAA=="/><m:key-derivation m:key-derivation-name="PBKDF2" m:iteration-count="1" m:salt="AAAA" m:key-size="32"/></m:encryption-data></m:file-entry></m:manifest>`,
      'content.xml': Buffer.alloc(32, 7),
    });
    expect(await textsOf('odt', locked)).toBe('encrypted');
    expect(await textsOf('ods', locked)).toBe('encrypted');
  });
});

describe('a Rich Text document', () => {
  it('is one page, in any letters, and says who wrote it', async () => {
    expect(await readSample('rtf', writeRtf('Señal', 'Die Wärterin', LETTERS.es))).toMatchObject({
      pages: [{ text: LETTERS.es.join('\n') }],
      facts: { pages: 1, title: 'Señal', author: 'Die Wärterin', createdAt: '2026-02-28T12:00:00.000Z' },
    });
  });

  it('is read around its pictures', async () => {
    const picture = `{\\pict\\pngblip ${'89504e47'.repeat(500_000)}}`;
    expect(await readSample('rtf', `{\\rtf1 before ${picture} after\\par}`)).toMatchObject({
      pages: [{ text: expect.stringMatching(/^before\s+after$/) }],
      truncated: false,
    });
  });

  it('is unparseable when it does not begin like one, or goes too deep', async () => {
    expect(await textsOf('rtf', 'hello')).toBe('unparseable');
    expect(await textsOf('rtf', `{\\rtf1 ${'{'.repeat(100_000)}`)).toBe('unparseable');
  });
});

describe('a page of the web', () => {
  it('is its visible text and its title: no style, script, comment or picture', async () => {
    expect(await readSample('html', writeHtml('Gates & levels', ['first', 'second < third']))).toMatchObject({
      pages: [{ text: 'Gates & levels\nfirst\nsecond < third' }],
      facts: { pages: 1, title: 'Gates & levels' },
    });
  });

  it('is unparseable when it goes too deep, and cut when it is too long', async () => {
    expect(await textsOf('html', '<div>'.repeat(100_000))).toBe('unparseable');
    const long = await readSample('html', `<p>start</p>${' '.repeat(3_000_000)}<p>end</p>`);
    expect(long).toMatchObject({ pages: [{ text: 'start' }], truncated: true });
  });
});
