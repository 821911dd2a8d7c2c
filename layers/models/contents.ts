/**
 * What understanding needs beside its bundle: by package, the only files of it that are read. Whole, these packages take
 * 280 MB; a layer and everything beside it may take 250. The code is JavaScript and WebAssembly: one layer for all
 * processors.
 */
export const CONTENTS: Readonly<Record<string, readonly string[]>> = {
  '@tensorflow/tfjs-core': ['dist/tf-core.node.js'],
  '@tensorflow/tfjs-converter': ['dist/tf-converter.node.js'],
  '@tensorflow/tfjs-layers': ['dist/tf-layers.node.js'],
  '@tensorflow/tfjs-backend-wasm': ['dist/tf-backend-wasm.node.js', 'dist/tfjs-backend-wasm-simd.wasm'],
  // The random numbers of the engine, wanted as it loads.
  seedrandom: ['index.js', 'seedrandom.js', 'lib'],
  '@vladmandic/human': ['models/centernet.json', 'models/centernet.bin', 'LICENSE'],
  nsfwjs: ['dist/models/package.json', 'dist/models/mobilenet_v2', 'LICENSE'],
  'wink-eng-lite-web-model': ['dist', 'LICENSE'],
};
