/**
 * What a bundle leaves to the documents layer: packages with WebAssembly, a worker thread or data files beside their code, and
 * parsers that would make every cold start of the bundle longer.
 */
export const DOCUMENT_PACKAGES = [
  '@e965/xlsx',
  '@hyzyla/pdfium',
  '@tesseract.js-data/eng',
  'officeparser',
  'tesseract.js',
] as const;
