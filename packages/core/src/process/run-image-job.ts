import type { JobResult, RequestedJob } from '@sluice/contracts';
import * as z from 'zod/mini';
import { brokenResult } from './broken-result.ts';
import type { ImageRenderer, RenderedImage } from './image-renderer.ts';
import type { JobSource } from './job-source.ts';
import { RENDER_IMAGE } from './plan-jobs.ts';
import type { RenditionStorage } from './rendition-storage.ts';
import { storeRenditions } from './store-renditions.ts';
import type { TaskTokens } from './task-tokens.ts';
import { UnknownTaskError } from './unknown-task.ts';

/** The parameters of `render_image`. */
const renderImageParameters = z.object({
  max_pixels: z.int(),
  renditions: z.array(
    z.object({
      name: z.string().check(z.regex(/^[a-z0-9_]{1,64}$/)),
      format: z.enum(['jpeg', 'png', 'webp', 'avif']),
      width: z.int(),
      height: z.int(),
      fit: z.enum(['inside', 'cover']),
      quality: z.int(),
      animated: z.exactOptional(z.boolean()),
    }),
  ),
});

export type ImageJobDeps = {
  readonly source: JobSource;
  readonly renderer: ImageRenderer;
  readonly renditions: RenditionStorage;
  readonly tokens: TaskTokens;
};

/**
 * Makes every rendition of one image and answers the waiting state machine. `stale`: nobody waits for it any more, the
 * message can go. Bad content is an answer; an error means that the message should come back.
 */
export function createRunImageJob(deps: ImageJobDeps) {
  return async ({ payload: job }: RequestedJob, receiveCount: number): Promise<'answered' | 'stale'> => {
    // A redelivered job may belong to an execution that is long over: ask before working.
    if (receiveCount > 1 && (await deps.tokens.heartbeat(job.task_token)) === 'stale') {
      return 'stale';
    }
    if (job.task !== RENDER_IMAGE) {
      throw new UnknownTaskError('image', RENDER_IMAGE, job.task);
    }
    const { renditions, max_pixels: maxPixels } = z.parse(renderImageParameters, job.parameters);
    const { bucket, key, version_id: versionId } = job.source;
    const content = await deps.source.fetch({ bucket, key, versionId });
    const image = await deps.renderer.render(content, renditions, { maxPixels });
    const result = await storeResult(deps, job, image);
    return (await deps.tokens.succeed(job.task_token, result)) === 'stale' ? 'stale' : 'answered';
  };
}

async function storeResult(deps: ImageJobDeps, job: RequestedJob['payload'], image: RenderedImage): Promise<JobResult> {
  if (image.outcome !== 'rendered') {
    return brokenResult(job, image.outcome, image.detail);
  }
  return {
    job_id: job.job_id,
    outcome: 'succeeded',
    detail: '',
    renditions: await storeRenditions(deps.renditions, job.destination, image.renditions),
    findings: { placeholder: { value: image.placeholder, confidence: 1, source: 'process' } },
  };
}
