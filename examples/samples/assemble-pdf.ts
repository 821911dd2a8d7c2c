/** One object of a PDF: a dictionary, or a dictionary with a stream behind it. */
export type PdfObject = string | { readonly dictionary: string; readonly stream: Buffer };

/**
 * Numbers objects from 1 on and puts them into a PDF 1.4 file with its cross-reference table; `trailer` is what the trailer says
 * beside the size.
 */
export function assemblePdf(objects: readonly PdfObject[], trailer: string): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const write = (part: string | Buffer): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  write('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n');
  const offsets = objects.map((object, i) => {
    const offset = length;
    write(`${i + 1} 0 obj\n`);
    if (typeof object === 'string') write(object);
    else {
      write(`<< ${object.dictionary} /Length ${object.stream.length} >>\nstream\n`);
      write(object.stream);
      write('\nendstream');
    }
    write('\nendobj\n');
    return offset;
  });
  const start = length;
  // Every line of a cross-reference table is exactly 20 bytes (ISO 32000-1, 7.5.4).
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`);
  write(`trailer\n<< /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
