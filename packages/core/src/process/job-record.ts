import type { JobStatus } from '@sluice/contracts';

export type Job = {
  readonly tenantId: string;
  readonly jobId: string;
  readonly fileId: string;
  readonly version: number;
  readonly run: number;
  readonly task: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly priority: number;
  readonly status: JobStatus;
  /** Why it failed, in a sentence. */
  readonly detail?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
};
