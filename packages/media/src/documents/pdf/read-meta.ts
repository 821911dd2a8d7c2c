import { allocate } from './allocate.ts';
import type { Pdfium } from './start-pdfium.ts';

const MAX_BYTES = 8192;

/** A text of the information dictionary, empty when there is none or when it is longer than any title. */
export function readMeta(pdfium: Pdfium, document: number, tag: string): string {
  // The package declares a part of the engine's functions, without this one.
  const read: unknown = Reflect.get(pdfium, '_FPDF_GetMetaText');
  if (typeof read !== 'function') return '';
  const name = Buffer.from(`${tag}\0`, 'latin1');
  const at = allocate(pdfium, MAX_BYTES + name.length);
  try {
    pdfium.HEAPU8.set(name, at + MAX_BYTES);
    const bytes: unknown = read(document, at + MAX_BYTES, at, MAX_BYTES);
    if (typeof bytes !== 'number' || bytes < 2 || bytes > MAX_BYTES) return '';
    return Buffer.from(pdfium.HEAPU8.subarray(at, at + bytes - 2)).toString('utf16le');
  } finally {
    pdfium.wasmExports.free(at);
  }
}
