import { findPackageFile, requirePackage } from '../require-package.ts';
import type { Pixels } from './pixels.ts';
import { squeezePixels } from './resize-pixels.ts';
import { copyWeights, openTensorEngine } from './tensor-engine.ts';

/** Probabilities that add up to 1. */
export type ModerationScores = {
  readonly drawing: number;
  readonly hentai: number;
  readonly neutral: number;
  readonly porn: number;
  readonly sexy: number;
};
export type ScorePicture = (pixels: Pixels) => Promise<ModerationScores>;

const SIDE = 224;
const FOLDER = 'dist/models/mobilenet_v2';

/**
 * The weights of nsfwjs (MobileNetV2, 2.6 MB) on the engine that is loaded anyway: its own code would bring all of
 * TensorFlow.js with it.
 */
export async function loadModerationModel(modelsDir?: string): Promise<ScorePicture> {
  const topology = findPackageFile('nsfwjs', `${FOLDER}/model.min.js`, modelsDir);
  const weights = findPackageFile('nsfwjs', `${FOLDER}/group1-shard1of1.min.js`, modelsDir);
  const engine = await openTensorEngine();
  const layers: typeof import('@tensorflow/tfjs-layers') = requirePackage('@tensorflow/tfjs-layers');
  const { modelTopology, weightsManifest } = requirePackage(topology);
  const weightSpecs = weightsManifest[0].weights;
  const weightData = copyWeights(Buffer.from(requirePackage(weights), 'base64'));
  const model = await layers.loadLayersModel({
    load: async () => ({ modelTopology, weightSpecs, weightData }),
  });

  return async (pixels) => {
    const square = await squeezePixels(pixels, SIDE);
    const input = engine.tensor4d(
      Float32Array.from(square, (value) => value / 255),
      [1, SIDE, SIDE, 3],
    );
    const output = model.predict(input);
    const scores = Array.isArray(output) ? output[0] : output;
    try {
      const [drawing = 0, hentai = 0, neutral = 0, porn = 0, sexy = 0] = (await scores?.data()) ?? [];
      return { drawing, hentai, neutral, porn, sexy };
    } finally {
      engine.dispose([input, output]);
    }
  };
}
