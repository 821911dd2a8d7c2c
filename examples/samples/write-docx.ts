import { escapeXml } from './escape-xml.ts';
import { type OfficeProperties, writeOfficePackage } from './write-office-package.ts';

/** A paragraph, or one with tracked changes: what was inserted and deleted since, in order. */
export type Paragraph = string | readonly Revision[];
export type Revision = { readonly kept: string } | { readonly inserted: string } | { readonly deleted: string };

/** The smallest Word document that Word opens without repair: the parts list, the root relation and the text. */
export async function writeDocx(paragraphs: readonly Paragraph[], properties?: OfficeProperties): Promise<Buffer> {
  let revisions = 0;
  const run = (tag: string, text: string) => `<w:r><w:${tag} xml:space="preserve">${escapeXml(text)}</w:${tag}></w:r>`;
  const write = (revision: Revision): string => {
    if ('kept' in revision) return run('t', revision.kept);
    const by = `w:id="${revisions++}" w:author="Keeper" w:date="2026-02-28T12:00:00Z"`;
    if ('inserted' in revision) return `<w:ins ${by}>${run('t', revision.inserted)}</w:ins>`;
    return `<w:del ${by}>${run('delText', revision.deleted)}</w:del>`;
  };
  const body = paragraphs
    .map((paragraph) => (typeof paragraph === 'string' ? [{ kept: paragraph }] : paragraph))
    .map((runs) => `<w:p>${runs.map(write).join('')}</w:p>`)
    .join('');
  return writeOfficePackage(
    [
      {
        name: 'word/document.xml',
        type: 'wordprocessingml.document.main+xml',
        xml: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
      },
    ],
    properties,
  );
}
