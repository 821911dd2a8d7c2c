import type { RefusedDocument } from '../format-reader.ts';
import { allocate } from './allocate.ts';
import { readMeta } from './read-meta.ts';
import type { Pdfium } from './start-pdfium.ts';

export type Pdf = {
  readonly outcome: 'opened';
  readonly pageCount: number;
  /** A text of the document's information, such as `Title`; empty when it has none. */
  meta(tag: string): string;
  /** `undefined` when the page is broken. Only one page is to be open at a time. */
  openPage(index: number): PdfPage | undefined;
  close(): void;
};

export type PdfPage = {
  /** In points, 1/72 inch. */
  readonly width: number;
  readonly height: number;
  /** Texts, paths and pictures on it. */
  readonly objectCount: number;
  text(): string;
  draw(scale: number, colours: 'rgba' | 'gray'): Drawing;
  close(): void;
};

/** Rows of pixels without padding, 4 channels or 1. */
export type Drawing = { readonly width: number; readonly height: number; readonly data: Buffer };

/** fpdfview.h: FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY. */
const LOCKED: ReadonlySet<number> = new Set([4, 5]);
const ANNOTATIONS = 0x01;
const GRAY = 0x08;
/** Red first, as every other library has it. */
const REVERSED = 0x10;
const WHITE = 0xffffffff;

/** Opens a PDF in the engine's memory, which holds it until it is closed. */
export function openPdf(pdfium: Pdfium, content: Buffer): Pdf | RefusedDocument {
  const at = allocate(pdfium, content.length);
  pdfium.HEAPU8.set(content, at);
  const document = pdfium._FPDF_LoadMemDocument(at, content.length, 0);
  if (document === 0) {
    const code = pdfium._FPDF_GetLastError();
    pdfium.wasmExports.free(at);
    if (LOCKED.has(code)) return { outcome: 'encrypted', detail: 'it cannot be opened without its password' };
    return { outcome: 'unparseable', detail: `pdfium could not load it (error ${code})` };
  }
  return {
    outcome: 'opened',
    pageCount: pdfium._FPDF_GetPageCount(document),
    meta: (tag) => readMeta(pdfium, document, tag),
    openPage(index) {
      const page = pdfium._FPDF_LoadPage(document, index);
      return page === 0 ? undefined : pageOf(pdfium, page);
    },
    close() {
      pdfium._FPDF_CloseDocument(document);
      pdfium.wasmExports.free(at);
    },
  };
}

function pageOf(pdfium: Pdfium, page: number): PdfPage {
  const width = pdfium._FPDF_GetPageWidth(page);
  const height = pdfium._FPDF_GetPageHeight(page);
  return {
    width,
    height,
    objectCount: pdfium._FPDFPage_CountObjects(page),
    text: () => readPageText(pdfium, page),
    draw(scale, colours) {
      const pixels = {
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
      };
      return { ...pixels, data: drawPage(pdfium, page, pixels.width, pixels.height, colours) };
    },
    close: () => pdfium._FPDF_ClosePage(page),
  };
}

function readPageText(pdfium: Pdfium, page: number): string {
  const text = pdfium._FPDFText_LoadPage(page);
  if (text === 0) return '';
  try {
    const count = pdfium._FPDFText_CountChars(text);
    if (count <= 0) return '';
    const at = allocate(pdfium, (count + 1) * 2);
    // The number of units written, with the zero that ends them.
    const units = pdfium._FPDFText_GetText(text, 0, count, at);
    const read = Buffer.from(pdfium.HEAPU8.subarray(at, at + Math.max(0, units - 1) * 2)).toString('utf16le');
    pdfium.wasmExports.free(at);
    return read;
  } finally {
    pdfium._FPDFText_ClosePage(text);
  }
}

function drawPage(pdfium: Pdfium, page: number, width: number, height: number, colours: 'rgba' | 'gray'): Buffer {
  // FPDFBitmap_Gray has one byte a pixel and FPDFBitmap_BGRA four, and these are also their names.
  const [channels, format, flags] = colours === 'gray' ? [1, 1, GRAY] : [4, 4, REVERSED];
  const at = allocate(pdfium, width * height * channels);
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, format, at, width * channels);
  try {
    if (bitmap === 0) throw new Error(`pdfium made no bitmap of ${width} x ${height}`);
    pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags | ANNOTATIONS);
    return Buffer.from(pdfium.HEAPU8.subarray(at, at + width * height * channels));
  } finally {
    if (bitmap !== 0) pdfium._FPDFBitmap_Destroy(bitmap);
    pdfium.wasmExports.free(at);
  }
}
