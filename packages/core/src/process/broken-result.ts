import type { JobMessage, JobResult } from '@sluice/contracts';

/**
 * The answer of a job that did not succeed: an outcome, and a finding of that name. What was asked for by name says so under
 * its own: two jobs may fail alike.
 */
export function brokenResult(
  { job_id, destination: { name } }: Pick<JobMessage, 'job_id' | 'destination'>,
  outcome: Exclude<JobResult['outcome'], 'succeeded'>,
  detail: string,
): JobResult {
  const [key, value] = name === undefined ? [outcome, detail] : [name, { outcome, detail }];
  return { job_id, outcome, detail, renditions: [], findings: { [key]: { value, confidence: 1, source: 'process' } } };
}
