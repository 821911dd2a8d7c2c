import type { Pdfium } from './start-pdfium.ts';

/** Where so many bytes of the engine's memory begin; whoever asks for them frees them. */
export function allocate({ wasmExports }: Pdfium, bytes: number): number {
  const at = wasmExports.malloc(bytes);
  if (at === 0) throw new Error(`pdfium has no memory for ${bytes} bytes`);
  return at;
}
