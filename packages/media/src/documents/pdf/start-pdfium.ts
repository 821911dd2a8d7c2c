import { PDFiumModule } from '@hyzyla/pdfium';

export type Pdfium = Awaited<ReturnType<typeof PDFiumModule>>;

/** Memory of a WebAssembly module never shrinks: past this it is thrown away after the document that needed it. */
const MAX_KEPT_BYTES = 192 * 1024 ** 2;

let started: Promise<Pdfium> | undefined;

/** The engine of this process, made with the first document. */
export function startPdfium(): Promise<Pdfium> {
  started ??= start();
  return started;
}

/** Has the next document start afresh: after an abort nothing in the engine's memory can be trusted. */
export function forgetPdfium(): void {
  started = undefined;
}

export function forgetLargePdfium({ HEAPU8 }: Pdfium): void {
  if (HEAPU8.byteLength > MAX_KEPT_BYTES) forgetPdfium();
}

async function start(): Promise<Pdfium> {
  const pdfium = await PDFiumModule({});
  pdfium._FPDF_InitLibraryWithConfig({
    version: 2,
    m_pIsolate: null,
    m_pUserFontPaths: null,
    m_v8EmbedderSlot: 0,
    m_pPlatform: null,
  });
  return pdfium;
}
