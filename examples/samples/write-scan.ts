import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { assemblePdf } from './assemble-pdf.ts';
import { writePdf } from './write-pdf.ts';

const PIXELS_PER_POINT = 150 / 72;

/** A PDF as a scanner makes it: every page is a gray picture of text, with no text in it. */
export async function writeScan(title: string, pages: readonly (readonly string[])[]): Promise<Buffer> {
  const pictures = await photograph(writePdf(title, pages));
  const kids = pictures.map((_, i) => `${3 + i * 3} 0 R`).join(' ');
  return assemblePdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`,
      ...pictures.flatMap(({ jpeg, width, height }, i) => [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Scan ${4 + i * 3} 0 R >> >> /Contents ${5 + i * 3} 0 R >>`,
        {
          dictionary: `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode`,
          stream: jpeg,
        },
        { dictionary: '', stream: Buffer.from('q 595 0 0 842 0 0 cm /Scan Do Q') },
      ]),
    ],
    '/Root 1 0 R',
  );
}

type Picture = { readonly jpeg: Buffer; readonly width: number; readonly height: number };

/** Drawn by an engine with fonts of its own, so that a scan is the same on a machine without any. */
async function photograph(pdf: Buffer): Promise<Picture[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pictures: Picture[] = [];
  for (const page of document.pages()) {
    const { data, width, height } = await page.render({ scale: PIXELS_PER_POINT, colorSpace: 'Gray' });
    const jpeg = await sharp(data, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .jpeg({ quality: 70 })
      .toBuffer();
    pictures.push({ jpeg, width, height });
  }
  document.destroy();
  library.destroy();
  return pictures;
}
