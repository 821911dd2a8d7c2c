import { escapeXml } from './escape-xml.ts';
import { XML } from './write-office-package.ts';
import { writeZip } from './write-zip.ts';

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';
const MIME_TYPE = 'application/vnd.oasis.opendocument.text';

/** An OpenDocument text: a heading and paragraphs, and what it says of itself. */
export async function writeOdt(title: string, author: string, paragraphs: readonly string[]): Promise<Buffer> {
  const body = paragraphs.map((text) => `<text:p>${escapeXml(text)}</text:p>`).join('');
  return writeZip([
    { name: 'mimetype', content: MIME_TYPE, stored: true },
    {
      name: 'META-INF/manifest.xml',
      content: `${XML}<manifest:manifest xmlns:manifest="${OASIS}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${MIME_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    },
    {
      name: 'content.xml',
      content: `${XML}<office:document-content xmlns:office="${OASIS}:office:1.0" xmlns:text="${OASIS}:text:1.0" office:version="1.3"><office:body><office:text><text:h text:outline-level="1">${escapeXml(title)}</text:h>${body}</office:text></office:body></office:document-content>`,
    },
    {
      name: 'meta.xml',
      content: `${XML}<office:document-meta xmlns:office="${OASIS}:office:1.0" xmlns:meta="${OASIS}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><dc:title>${escapeXml(title)}</dc:title><meta:initial-creator>${escapeXml(author)}</meta:initial-creator><dc:creator>${escapeXml(author)}</dc:creator><meta:creation-date>2026-02-28T12:00:00Z</meta:creation-date></office:meta></office:document-meta>`,
    },
  ]);
}
