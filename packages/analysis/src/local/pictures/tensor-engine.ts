import { dirname, sep } from 'node:path';
import { loadOnce } from '../load-once.ts';
import { findPackageFile, requirePackage } from '../require-package.ts';

export type TensorEngine = typeof import('@tensorflow/tfjs-core');

/** TensorFlow.js on WebAssembly: no native part, the same answers on every processor. Loads once a process. */
export const openTensorEngine = loadOnce(async (): Promise<TensorEngine> => {
  const engine: TensorEngine = requirePackage('@tensorflow/tfjs-core');
  const backend: typeof import('@tensorflow/tfjs-backend-wasm') = requirePackage('@tensorflow/tfjs-backend-wasm');
  const binary = findPackageFile('@tensorflow/tfjs-backend-wasm', 'dist/tfjs-backend-wasm-simd.wasm');
  backend.setWasmPaths(`${dirname(binary)}${sep}`);
  await engine.setBackend('wasm');
  await engine.ready();
  return engine;
});

/** The bytes of a buffer in memory of their own, as models want their weights. */
export function copyWeights(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
