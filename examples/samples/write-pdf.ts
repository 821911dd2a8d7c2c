/** A PDF 1.4 with a page for every list of lines, set in Helvetica, which every reader brings along. */
export function writePdf(title: string, pages: readonly (readonly string[])[]): Buffer {
  const pageIds = pages.map((_, i) => 5 + i * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Title (${escapeText(title)}) /Producer (Sluice samples) >>`,
    ...pages.flatMap((lines, i) => {
      const content = pageContent(title, lines);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + i * 2} 0 R >>`,
        `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];

  let file = '%PDF-1.4\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((body, i) => {
    const offset = Buffer.byteLength(file, 'latin1');
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(file, 'latin1');
  // Every line of a cross-reference table is exactly 20 bytes (ISO 32000-1, 7.5.4).
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function pageContent(title: string, lines: readonly string[]): string {
  const set = lines.map((line) => `(${escapeText(line)}) Tj T*`).join('\n');
  return `BT\n/F1 20 Tf 72 770 Td (${escapeText(title)}) Tj\n/F1 12 Tf 16 TL 0 -36 Td\n${set}\nET`;
}

const escapeText = (text: string): string => text.replace(/[\\()]/g, '\\$&');
