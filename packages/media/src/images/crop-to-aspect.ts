import type { smartCrop } from '@sluice/contracts';
import { MAIN_OUTPUT, type TaskRunner } from '@sluice/core/process';
import type * as z from 'zod/mini';
import type { Size } from './fit-box.ts';
import { makePicture } from './make-picture.ts';
import { putPicture, withPicture } from './with-content.ts';

/** `smart_crop`: finds `crop`, in parts of the upright picture from its upper left corner. */
export const cropToAspect: TaskRunner<z.output<typeof smartCrop.parameters>> = (input) =>
  withPicture(input, async (picture) => {
    const { aspect, focus, width, ...encoding } = input.parameters;
    const part = largestPart(picture.size, aspect);
    const box = width === undefined || width >= part.width ? part : scaledTo(part, width);
    const made = await makePicture(picture, input.limits.maxPixels, {
      ...encoding,
      box: { ...box, fit: 'cover', focus },
    });
    if (made.outcome !== 'made') return made;
    await putPicture(input, made, MAIN_OUTPUT);
    // Before it was cut the picture was as large as this.
    const scale = Math.max(box.width / picture.size.width, box.height / picture.size.height);
    const whole = { width: picture.size.width * scale, height: picture.size.height * scale };
    // sharp says where it cut unless it was told to: in the middle.
    const { left, top } =
      focus === 'center'
        ? { left: (whole.width - made.width) / 2, top: (whole.height - made.height) / 2 }
        : made.cutOff;
    const value = {
      left: share(left / whole.width),
      top: share(top / whole.height),
      width: share(made.width / whole.width),
      height: share(made.height / whole.height),
    };
    return { outcome: 'succeeded', findings: { crop: { value, confidence: 1, source: 'process' } } };
  });

function largestPart({ width, height }: Size, aspect: string): Size {
  const [across = 1, down = 1] = aspect.split(':').map(Number);
  const wide = Math.min(width, (height * across) / down);
  return {
    width: Math.max(1, Math.round(wide)),
    height: Math.max(1, Math.min(height, Math.round((wide * down) / across))),
  };
}

const scaledTo = ({ width, height }: Size, to: number): Size => ({
  width: to,
  height: Math.max(1, Math.round((height * to) / width)),
});

/** Four digits are less than a pixel of any picture we make. */
const share = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 1e4) / 1e4));
