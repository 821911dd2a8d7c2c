import type { DocumentFacts, Rendition } from '@sluice/core/process';
import { collectPages } from '../collect-pages.ts';
import { factsOf } from '../facts-of.ts';
import type { FormatReader, ReadRequest } from '../format-reader.ts';
import { drawPreview } from './draw-preview.ts';
import { openPdf, type Pdf, type PdfPage } from './open-pdf.ts';
import { parsePdfDate } from './parse-pdf-date.ts';
import { recognizePage } from './recognize-page.ts';
import { forgetLargePdfium, forgetPdfium, startPdfium } from './start-pdfium.ts';

/** A page number and a stamp may lie over a scan: so few letters are no text layer. */
const MIN_LETTERS = 10;

/** Text by page, page by page: neither text of pages nor pictures of pages pile up in the engine. */
export const readPdf: FormatReader = async (request) => {
  const pdfium = await startPdfium();
  try {
    const pdf = openPdf(pdfium, request.content);
    if (pdf.outcome !== 'opened') return pdf;
    const read = await readPages(pdf, request);
    pdf.close();
    forgetLargePdfium(pdfium);
    return { outcome: 'read', ...read, facts: readFacts(pdf.pageCount, read.facts) };
  } catch (error) {
    forgetPdfium();
    throw error;
  }
};

async function readPages(pdf: Pdf, { limits, recognizer }: ReadRequest) {
  const collected = collectPages(limits);
  const previews: Rendition[] = [];
  let recognitions = 0;
  let unread = 0;
  const until = performance.now() + limits.recognitionSeconds * 1000;
  for (let i = 0; i < pdf.pageCount && (!collected.full || i < limits.previewPages); i++) {
    const page = pdf.openPage(i);
    if (page === undefined) {
      collected.add('');
      continue;
    }
    const text = page.text();
    const isScanned = recognizer !== undefined && looksScanned(page, text);
    if (isScanned && performance.now() >= until) unread++;
    if (isScanned && recognitions < limits.recognizedPages && performance.now() < until) {
      recognitions++;
      const recognized = await recognizePage(page, recognizer);
      const reads = countLetters(recognized.text) > countLetters(text);
      collected.add(reads ? recognized.text : text, reads ? recognized.confidence : 1);
    } else {
      collected.add(text);
    }
    if (i < limits.previewPages) previews.push(await drawPreview(page, `page_${i + 1}`));
    page.close();
  }
  const { pages } = collected;
  const truncated = collected.truncated || pages.length < pdf.pageCount || unread > 0;
  const facts = { title: pdf.meta('Title'), author: pdf.meta('Author'), created: pdf.meta('CreationDate') };
  return { pages, previews, truncated, facts };
}

const looksScanned = (page: PdfPage, text: string): boolean => page.objectCount > 0 && countLetters(text) < MIN_LETTERS;

const countLetters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

function readFacts(
  pages: number,
  { title, author, created }: { readonly title: string; readonly author: string; readonly created: string },
): DocumentFacts {
  return factsOf({ pages, title, author, createdAt: parsePdfDate(created) });
}
