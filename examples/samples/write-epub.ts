import { escapeXml } from './escape-xml.ts';
import { XML } from './write-office-package.ts';
import { writeZip } from './write-zip.ts';

export type Chapter = { readonly title: string; readonly paragraphs: readonly string[] };

/** An EPUB 3 book with a file for every chapter. */
export async function writeEpub(title: string, author: string, chapters: readonly Chapter[]): Promise<Buffer> {
  const files = chapters.map((chapter, i) => ({ ...chapter, id: `chapter-${i + 1}` }));
  const items = files.map(({ id }) => `<item id="${id}" href="${id}.xhtml" media-type="application/xhtml+xml"/>`);
  const spine = files.map(({ id }) => `<itemref idref="${id}"/>`);
  const contents = files.map((file) => `<li><a href="${file.id}.xhtml">${escapeXml(file.title)}</a></li>`);
  return writeZip([
    { name: 'mimetype', content: 'application/epub+zip', stored: true },
    {
      name: 'META-INF/container.xml',
      content: `${XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
    },
    {
      name: 'book/package.opf',
      content: `${XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:sluice:sample-book</dc:identifier><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dc:language>en</dc:language><dc:date>2026-02-28T12:00:00Z</dc:date><meta property="dcterms:modified">2026-02-28T12:00:00Z</meta></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    },
    {
      name: 'book/nav.xhtml',
      content: writePage('Contents', `<nav epub:type="toc"><ol>${contents.join('')}</ol></nav>`),
    },
    ...files.map((file) => ({
      name: `book/${file.id}.xhtml`,
      content: writePage(
        file.title,
        `<h1>${escapeXml(file.title)}</h1>${file.paragraphs.map((text) => `<p>${escapeXml(text)}</p>`).join('')}`,
      ),
    })),
  ]);
}

function writePage(title: string, body: string): string {
  return `${XML}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>${escapeXml(title)}</title></head><body>${body}</body></html>`;
}
