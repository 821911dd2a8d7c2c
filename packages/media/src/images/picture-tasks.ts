import {
  convertImage,
  placeholder,
  resizeImage,
  smartCrop,
  stripMetadata,
  thumbnail,
  watermark,
} from '@sluice/contracts';
import { MAIN_OUTPUT, type OfferedTask, offerTask, type TaskAnswer, type TaskInput } from '@sluice/core/process';
import { configureSharp } from './configure-sharp.ts';
import { cropToAspect } from './crop-to-aspect.ts';
import { findPlaceholder } from './find-placeholder.ts';
import { makePicture, type Wanted } from './make-picture.ts';
import { markPicture } from './mark-picture.ts';
import { stripPicture } from './strip-picture.ts';
import { putPicture, withPicture } from './with-content.ts';

/** The longer side of a picture nobody gave a size for. */
const DEFAULT_SIDE = 1024;

const make = (input: TaskInput<unknown>, wanted: Wanted): Promise<TaskAnswer> =>
  withPicture(input, async (picture) => {
    const made = await makePicture(picture, input.limits.maxPixels, wanted);
    if (made.outcome !== 'made') return made;
    await putPicture(input, made, MAIN_OUTPUT);
    return { outcome: 'succeeded', findings: {} };
  });

/** What is done with one picture, each task on its own; several pictures of one are `render_image`. */
export function pictureTasks(): readonly OfferedTask[] {
  configureSharp();
  return [
    offerTask(convertImage, (input) => make(input, encodingOf(input.parameters))),
    offerTask(resizeImage, (input) => {
      const { fit, focus, enlarge, ...rest } = input.parameters;
      const { width, height } =
        rest.width === undefined && rest.height === undefined ? { width: DEFAULT_SIDE, height: DEFAULT_SIDE } : rest;
      const size = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
      return make(input, { ...encodingOf(rest), box: { ...size, fit, focus, enlarge } });
    }),
    offerTask(thumbnail, (input) => {
      const { size, fit, focus, ...encoding } = input.parameters;
      return make(input, { ...encoding, box: { width: size, height: size, fit, focus } });
    }),
    offerTask(smartCrop, cropToAspect),
    offerTask(stripMetadata, stripPicture),
    offerTask(placeholder, findPlaceholder),
    offerTask(watermark, markPicture),
  ];
}

function encodingOf(parameters: Omit<Wanted, 'keepProfile'> & { readonly profile: 'srgb' | 'keep' }): Wanted {
  const { format, quality, lossless, background, animated, profile, progressive } = parameters;
  return {
    ...(format !== undefined && { format }),
    ...{ quality, keepProfile: profile === 'keep' },
    ...(lossless !== undefined && { lossless }),
    ...(background !== undefined && { background }),
    ...(animated !== undefined && { animated }),
    ...(progressive !== undefined && { progressive }),
  };
}
