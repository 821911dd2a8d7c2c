import type { TaskAnswer, TaskInput } from '@sluice/core/process';
import sharp from 'sharp';
import { decodePicture } from './decode-picture.ts';
import { makePlaceholder } from './make-placeholder.ts';
import { fromPixels } from './pixels.ts';
import { readContent } from './with-content.ts';

/** `placeholder`: finds `placeholder`, a ThumbHash in base64, and `colour`, `#rrggbb`, what shows averaged over the picture. */
export async function findPlaceholder(input: TaskInput<unknown>): Promise<TaskAnswer> {
  const content = await readContent(input);
  if (!Buffer.isBuffer(content)) return content;
  const picture = await decodePicture(content, [], input.limits.maxPixels);
  if (picture.outcome !== 'decoded') return picture;
  const onWhite = await fromPixels(picture.pixels)
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { channels } = await sharp(onWhite.data, { raw: onWhite.info }).stats();
  const hex = ({ mean }: { readonly mean: number }) => Math.round(mean).toString(16).padStart(2, '0');
  const colour = `#${channels.slice(0, 3).map(hex).join('')}`;
  const certain = (value: string) => ({ value, confidence: 1, source: 'process' }) as const;
  return {
    outcome: 'succeeded',
    findings: { placeholder: certain(await makePlaceholder(picture.pixels)), colour: certain(colour) },
  };
}
