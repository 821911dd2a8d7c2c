import { describe, expect, it } from 'vitest';
import { writeEpub } from '../../../../../examples/samples/write-epub.ts';
import { makeZip } from '../../testing/make-zip.ts';
import { readSample, textsOf } from '../../testing/read-sample.ts';

const CHAPTERS = [
  { title: 'First', paragraphs: ['The water rises.'] },
  { title: 'Second', paragraphs: ['The water falls & stays.', 'The end.'] },
];
const CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>';

describe('a book', () => {
  it('has a page for every chapter, in the order of its spine', async () => {
    expect(await readSample('epub', await writeEpub('Tides & gates', 'The keeper', CHAPTERS))).toEqual({
      outcome: 'read',
      pages: [
        { text: 'First\nThe water rises.', confidence: 1 },
        { text: 'Second\nThe water falls & stays.\nThe end.', confidence: 1 },
      ],
      truncated: false,
      facts: { pages: 2, title: 'Tides & gates', author: 'The keeper', createdAt: '2026-02-28T12:00:00.000Z' },
      previews: [],
    });
  });

  it('is found through prefixes, single quotes and escaped paths, and a chapter is read once', async () => {
    const book = await makeZip({
      'META-INF/container.xml': CONTAINER,
      'OEBPS/book.opf': `<opf:package><opf:manifest><opf:item href='text/one%20%26%20only.xhtml#start' id='a'/></opf:manifest><opf:spine><opf:itemref idref='a'/><opf:itemref idref='a'/><opf:itemref idref='gone'/></opf:spine></opf:package>`,
      'OEBPS/text/one & only.xhtml': '<html><body><p>Here.</p></body></html>',
    });
    expect(await readSample('epub', book)).toMatchObject({ pages: [{ text: 'Here.' }], facts: { pages: 1 } });
  });

  it('keeps the place of a chapter that is missing', async () => {
    const book = await makeZip({
      'META-INF/container.xml': CONTAINER,
      'OEBPS/book.opf':
        '<package><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/><itemref idref="a"/><itemref idref="b"/></package>',
      'OEBPS/b.xhtml': '<p>b</p>',
    });
    expect(await textsOf('epub', book)).toEqual(['', 'b']);
  });

  it('is cut after as many chapters as allowed', async () => {
    const document = await readSample('epub', await writeEpub('T', 'A', CHAPTERS), { maxPages: 1 });
    expect(document).toMatchObject({ pages: [{}], truncated: true, facts: { pages: 2 } });
  });

  it('is unparseable without a package, and encrypted under rights', async () => {
    expect(await textsOf('epub', await makeZip({ 'a.txt': 'a' }))).toBe('unparseable');
    const locked = { 'META-INF/encryption.xml': '<a/>', 'META-INF/rights.xml': '<a/>' };
    expect(await textsOf('epub', await makeZip(locked))).toBe('encrypted');
  });

  it('takes no time over a package that opens and never closes', async () => {
    const opened = await makeZip({
      'META-INF/container.xml': CONTAINER,
      'OEBPS/book.opf': '<item <itemref <dc:title '.repeat(200_000),
    });
    const before = performance.now();
    expect(await textsOf('epub', opened)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
