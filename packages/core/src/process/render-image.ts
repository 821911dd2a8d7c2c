import type { renderImage } from '@sluice/contracts';
import type * as z from 'zod/mini';
import { readExactly } from '../runtime/index.ts';
import type { ImageRenderer } from './image-renderer.ts';
import { MAX_RENDERABLE_BYTES } from './plan-jobs.ts';
import type { TaskRunner } from './task-runner.ts';
import { tooLarge } from './too-large.ts';

/** `render_image`: every rendition of one image, which is decoded once; its placeholder besides. */
export function createRenderImage(renderer: ImageRenderer): TaskRunner<z.infer<typeof renderImage.parameters>> {
  return async ({ source, parameters, limits, put }) => {
    // It is held whole.
    if (source.sizeBytes > MAX_RENDERABLE_BYTES) return tooLarge(source.sizeBytes, MAX_RENDERABLE_BYTES);
    const image = await renderer.render(
      await readExactly(source.stream(), source.sizeBytes),
      parameters.renditions,
      limits,
    );
    if (image.outcome !== 'rendered') return image;
    await Promise.all(
      image.renditions.map(({ name, mimeType, bytes, width, height }) => put(name, mimeType, bytes, { width, height })),
    );
    return {
      outcome: 'succeeded',
      findings: { placeholder: { value: image.placeholder, confidence: 1, source: 'process' } },
    };
  };
}
