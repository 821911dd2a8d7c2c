import { JOB_STATUSES } from '@sluice/contracts';
import type { Job } from '@sluice/core/process';
import * as z from 'zod/mini';

// Loose: a field that newer code wrote must survive when older code writes the record back.
const job = z.looseObject({
  tenantId: z.string(),
  jobId: z.string(),
  fileId: z.string(),
  version: z.int(),
  run: z.int(),
  task: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  priority: z.int(),
  status: z.enum(JOB_STATUSES),
  detail: z.exactOptional(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A job out of its stored JSON. Throws a ZodError that names the field. */
export function parseJob(json: unknown): Job {
  return z.parse(job, json);
}
