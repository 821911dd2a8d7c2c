import { readFileSync } from 'node:fs';
import type { Box } from '@sluice/contracts';
import { findPackageFile, requirePackage } from '../require-package.ts';
import { OBJECT_LABELS } from './object-labels.ts';
import type { Pixels } from './pixels.ts';
import { fitPixels, type Placement, placeInSquare } from './resize-pixels.ts';
import { suppressOverlaps } from './suppress-overlaps.ts';
import { copyWeights, openTensorEngine } from './tensor-engine.ts';

/** `box` in fractions of the picture. */
export type DetectedObject = { readonly label: string; readonly confidence: number; readonly box: Box };
export type DetectObjects = (pixels: Pixels) => Promise<readonly DetectedObject[]>;

const SIDE = 512;
/** With some room around it a thing that fills the picture is told better: a cat's face was a dog's without. */
const LONGEST = 448;
const PACKAGE = '@vladmandic/human';

/** CenterNet on MobileNetV3, 4 MB, 80 classes of COCO. Takes 300 ms to load. */
export async function loadObjectModel(modelsDir?: string): Promise<DetectObjects> {
  const topology = findPackageFile(PACKAGE, 'models/centernet.json', modelsDir);
  const weights = findPackageFile(PACKAGE, 'models/centernet.bin', modelsDir);
  const engine = await openTensorEngine();
  const converter: typeof import('@tensorflow/tfjs-converter') = requirePackage('@tensorflow/tfjs-converter');
  const { modelTopology, format, weightsManifest } = JSON.parse(readFileSync(topology, 'utf8'));
  const weightSpecs = weightsManifest[0].weights;
  const weightData = copyWeights(readFileSync(weights));
  const model = await converter.loadGraphModel({
    load: async () => ({ modelTopology, format, weightSpecs, weightData }),
  });

  return async (pixels) => {
    const placement = placeInSquare(pixels, SIDE, LONGEST);
    const square = await fitPixels(pixels, SIDE, placement);
    const input = engine.tensor4d(new Float32Array(square), [1, SIDE, SIDE, 3]);
    const output = model.execute(input, ['tower_0/detections']);
    const detections = Array.isArray(output) ? output[0] : output;
    try {
      // A hundred rows of left, top, right, bottom, score, class.
      return readDetections((await detections?.data()) ?? [], placement);
    } finally {
      engine.dispose([input, output]);
    }
  };
}

const ROW = 6;

/** Detections of the model as objects, surest first; boxes end where the picture ends. */
export function readDetections(values: ArrayLike<number>, placement: Placement): readonly DetectedObject[] {
  const objects: DetectedObject[] = [];
  for (let at = 0; at + ROW <= values.length; at += ROW) {
    const [left = 0, top = 0, right = 0, bottom = 0, confidence = 0, index = -1] = Array.from(
      { length: ROW },
      (_, i) => values[at + i] ?? 0,
    );
    const label = OBJECT_LABELS[index];
    if (label === undefined) continue;
    const x = toFraction(left, placement.left, placement.width);
    const y = toFraction(top, placement.top, placement.height);
    const width = toFraction(right, placement.left, placement.width) - x;
    const height = toFraction(bottom, placement.top, placement.height) - y;
    if (width > 0 && height > 0) objects.push({ label, confidence, box: { x, y, width, height } });
  }
  return suppressOverlaps(objects);
}

const toFraction = (at: number, start: number, length: number): number =>
  Math.min(1, Math.max(0, (at - start) / length));
