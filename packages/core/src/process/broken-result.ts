import type { JobResult } from '@sluice/contracts';

/** The answer of a job whose content turned out to be bad: an outcome, and a finding of that name. */
export function brokenResult(
  { job_id }: Pick<JobResult, 'job_id'>,
  outcome: Exclude<JobResult['outcome'], 'succeeded'>,
  detail: string,
): JobResult {
  const finding = { value: detail, confidence: 1, source: 'process' };
  return { job_id, outcome, detail, renditions: [], findings: { [outcome]: finding } };
}
