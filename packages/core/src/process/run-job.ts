import type { JobMessage, JobResult, RequestedJob, TaskClass } from '@sluice/contracts';
import { brokenResult } from './broken-result.ts';
import type { JobSource } from './job-source.ts';
import type { OfferedTask } from './offer-task.ts';
import type { RenditionStorage } from './rendition-storage.ts';
import { createStoreOutputs } from './store-outputs.ts';
import { DEFAULT_TASK_LIMITS, type TaskSource } from './task-runner.ts';
import type { TaskTokens } from './task-tokens.ts';
import { UnknownTaskError } from './unknown-task.ts';

export type RunJobDeps = {
  readonly worker: TaskClass;
  /** What this worker does. */
  readonly tasks: readonly OfferedTask[];
  readonly source: JobSource;
  readonly renditions: RenditionStorage;
  readonly tokens: TaskTokens;
};

export type Delivery = {
  /** How often this message was received, this time included. */
  readonly receiveCount: number;
  /** Aborted when the worker's time is over. */
  readonly signal: AbortSignal;
};

/**
 * Does one job and answers the waiting state machine. `stale`: nobody waits for it any more, the message can go. Bad content
 * is an answer; an error means that the message should come back.
 */
export function createRunJob({ worker, tasks, source, renditions, tokens }: RunJobDeps) {
  return async ({ payload: job }: RequestedJob, delivery: Delivery): Promise<'answered' | 'stale'> => {
    // A redelivered job may belong to an execution that is long over: ask before working.
    if (delivery.receiveCount > 1 && (await tokens.heartbeat(job.task_token)) === 'stale') {
      return 'stale';
    }
    const offered = tasks.find(({ task }) => task === job.task);
    if (offered === undefined) {
      const names = tasks.map(({ task }) => task);
      throw new UnknownTaskError(worker, names, job.task);
    }
    const { max_pixels: maxPixels, max_frames: maxFrames, max_entries: maxEntries } = job.limits;
    const limits = { ...DEFAULT_TASK_LIMITS, maxPixels, maxFrames, maxEntries };
    const outputs = createStoreOutputs(renditions, job.destination, limits.maxOutputBytes);
    const answer = await offered.run({
      ...opened(source, job.source),
      more: (job.more_sources ?? []).map((one) => opened(source, one)),
      parameters: job.parameters,
      put: outputs.put,
      signal: delivery.signal,
      limits,
    });
    const result: JobResult =
      answer.outcome === 'succeeded'
        ? {
            job_id: job.job_id,
            outcome: 'succeeded',
            detail: '',
            renditions: [...outputs.made()],
            findings: { ...answer.findings },
          }
        : brokenResult(job, answer.outcome, answer.detail);
    return (await tokens.succeed(job.task_token, result)) === 'stale' ? 'stale' : 'answered';
  };
}

function opened(source: JobSource, content: JobMessage['source']): TaskSource {
  const { bucket, key, version_id: versionId, size_bytes: sizeBytes, mime_type: mimeType, filename } = content;
  return {
    source: source.open({ bucket, key, versionId, sizeBytes }),
    mimeType,
    ...(filename !== undefined && { filename }),
  };
}
