import type { FileStatus } from '@sluice/contracts';
import { readAllFacts } from '../history/index.ts';
import { NotFoundError } from '../runtime/index.ts';
import { isOpen } from './open-files.ts';
import { appendResumed, type ResumeDeps, startRun } from './resume-run.ts';

export type RedriveFile = (input: {
  readonly tenantId: string;
  readonly fileId: string;
  readonly userId: string;
  readonly correlationId: string;
}) => Promise<RedrivenFile>;

/** `redriven`: its next run has begun; `under_way`: it has not failed, and goes on; `at_rest`: there is nothing to redrive. */
export type RedrivenFile = {
  readonly outcome: 'redriven' | 'under_way' | 'at_rest';
  readonly status: FileStatus;
  readonly run: number;
};

/** Takes a failed file up again from its first stage, as its next run. Twice is once. Throws NotFoundError. */
export function createRedriveFile(deps: ResumeDeps): RedriveFile {
  return async ({ tenantId, fileId, userId, correlationId }) => {
    const key = { tenantId, id: fileId };
    const file = (await deps.files.load(key))?.record;
    if (file === undefined) throw new NotFoundError('file', fileId);
    if (file.status !== 'failed' && !isOpen(file.status)) {
      return { outcome: 'at_rest', status: file.status, run: file.run };
    }
    const log = await readAllFacts(deps.files, key);
    if (isOpen(file.status)) {
      // Whoever redrove it may have died before the start; where it was started this changes nothing.
      await startRun(deps, file, log);
      return { outcome: 'under_way', status: file.status, run: file.run };
    }
    const { record = file } = await appendResumed(deps, file, {
      stage: 'inspect',
      detail: 'redriven by hand',
      userId,
      correlationId,
      isDue: ({ status }) => status === 'failed',
    });
    if (isOpen(record.status)) await startRun(deps, record, log);
    return { outcome: 'redriven', status: record.status, run: record.run };
  };
}
