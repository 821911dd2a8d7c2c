import { assembleLayer, type LayerRequest } from '../assemble-layer.ts';
import { DOCUMENT_PACKAGES } from './document-packages.ts';

/** A layer with what reads documents and the text in pictures, the same for every platform. */
export function assembleDocumentsLayer(request: LayerRequest): string {
  return assembleLayer(request, {
    name: 'documents',
    packages: DOCUMENT_PACKAGES,
    without: [
      // officeparser loads these for PDF and for content of unknown type, which it is never given.
      'pdfjs-dist',
      'file-type',
      // tesseract.js has them for browsers, for a Node without fetch and for its installation.
      'idb-keyval',
      'node-fetch',
      'opencollective-postinstall',
      'zlibjs',
    ],
    keep: {
      '@e965/xlsx': /^(xlsx|dist\/cpexcel)\.js$/,
      '@hyzyla/pdfium': /^dist\/(index\.cjs|pdfium\.wasm)$/,
      '@tesseract.js-data/eng': /^(index\.js|4\.0\.0_best_int\/.*)$/,
      '@xmldom/xmldom': /\.js$/,
      fflate: /^lib\/(node|index)\.cjs$/,
      officeparser: /^dist\/(?!officeparser\.browser).*\.(js|mjs)$/,
      // The engine for every kind of processor. Those with the part for old models too: in Node the library asks for them,
      // although it means the others.
      'tesseract.js-core': /^(index\.js|tesseract-core(-relaxedsimd|-simd|)(-lstm|)\.(js|wasm))$/,
      'tesseract.js': /^src\/.*\.js(on)?$/,
    },
  });
}
