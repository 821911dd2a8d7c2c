import { assemblePdf, type PdfObject } from './assemble-pdf.ts';

/** A PDF 1.4 with a page for every list of lines, set in Helvetica, which every reader brings along. */
export function writePdf(title: string, pages: readonly (readonly string[])[]): Buffer {
  const pageIds = pages.map((_, i) => 5 + i * 2);
  const objects: PdfObject[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Title (${escapeText(title)}) /Producer (Sluice samples) >>`,
    ...pages.flatMap((lines, i) => {
      const content = pageContent(title, lines);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + i * 2} 0 R >>`,
        { dictionary: '', stream: Buffer.from(content, 'latin1') },
      ];
    }),
  ];

  return assemblePdf(objects, '/Root 1 0 R /Info 4 0 R');
}

/** The drawing of a page: a title and lines below it, in the font `F1`. */
export function pageContent(title: string, lines: readonly string[]): string {
  const set = lines.map((line) => `(${escapeText(line)}) Tj T*`).join('\n');
  return `BT\n/F1 20 Tf 72 770 Td (${escapeText(title)}) Tj\n/F1 12 Tf 16 TL 0 -36 Td\n${set}\nET`;
}

const escapeText = (text: string): string => text.replace(/[\\()]/g, '\\$&');
