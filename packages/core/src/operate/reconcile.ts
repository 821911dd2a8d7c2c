import type { FailureReason, ResumeStage } from '@sluice/contracts';
import type { OpenFile, OpenFiles } from './open-files.ts';
import { createRepairFile, type Repair, type RepairDeps } from './repair-file.ts';

export type ReconcileDeps = RepairDeps & { readonly openFiles: OpenFiles };

export type ReconcileRequest = {
  readonly correlationId: string;
  /** Files to which nothing happened for so long are looked at. @default 120 */
  readonly olderThanSeconds?: number;
  /** Files a pass looks at. @default 200 */
  readonly limit?: number;
  /** Where the pass before stopped. */
  readonly after?: string | undefined;
  /** Says what would be done, and does nothing. @default false */
  readonly dryRun?: boolean;
};

type Named = { readonly tenantId: string; readonly fileId: string };
export type ResumedFile = Named & { readonly stage: ResumeStage; readonly run: number; readonly detail: string };
export type GivenUpFile = Named & { readonly reason: FailureReason; readonly detail: string };

export type Reconciliation = {
  readonly looked: number;
  readonly running: number;
  readonly resumed: readonly ResumedFile[];
  readonly givenUp: readonly GivenUpFile[];
  /** Those that could not be looked at or repaired now, with the error: the next pass tries again. */
  readonly failed: readonly (Named & { readonly error: unknown })[];
  /** Where the next pass begins; undefined when this one came to the end. */
  readonly next?: string;
};

/** Some files could not be looked at. The others were; these have another turn in the next pass. */
export class FilesNotReconciledError extends Error {
  override readonly name = 'FilesNotReconciled';
  constructor(count: number) {
    super(`${count} files could not be looked at or taken up: see what was logged of each`);
  }
}

/** Longer than any step needs between two facts but for long jobs, whose executions run. */
const OLDER_THAN_SECONDS = 120;
/** Step Functions lets an account ask for 15 executions a second, for ever: a pass a minute stays far below. */
const LIMIT = 200;
const AT_ONCE = 8;

/** One pass over the files that are not at their end: those without a live execution are taken up again, or given up. */
export function createReconcile(deps: ReconcileDeps) {
  const repair = createRepairFile(deps);
  return async (request: ReconcileRequest): Promise<Reconciliation> => {
    const { olderThanSeconds = OLDER_THAN_SECONDS, limit = LIMIT, after } = request;
    const before = new Date(deps.clock() - olderThanSeconds * 1000).toISOString();
    const page = await deps.openFiles.list({ before, limit, ...(after !== undefined && { after }) });
    const looked: Looked[] = [];
    for (let from = 0; from < page.items.length; from += AT_ONCE) {
      const batch = page.items.slice(from, from + AT_ONCE);
      looked.push(...(await Promise.all(batch.map((file) => lookAt(file, () => repair(file, request))))));
    }
    return { ...summarize(looked), ...(page.next !== undefined && { next: page.next }) };
  };
}

type Looked = {
  readonly file: Named;
  readonly repair: Repair | { readonly outcome: 'error'; readonly error: unknown };
};

/** One damaged record must not keep the others waiting. */
async function lookAt({ tenantId, id: fileId }: OpenFile, work: () => Promise<Repair>): Promise<Looked> {
  const file = { tenantId, fileId };
  try {
    return { file, repair: await work() };
  } catch (error) {
    return { file, repair: { outcome: 'error', error } };
  }
}

function summarize(looked: readonly Looked[]): Reconciliation {
  const resumed: ResumedFile[] = [];
  const givenUp: GivenUpFile[] = [];
  const failed: (Named & { error: unknown })[] = [];
  let running = 0;
  for (const { file, repair } of looked) {
    if (repair.outcome === 'resumed') {
      resumed.push({ ...file, stage: repair.stage, run: repair.run, detail: repair.detail });
    } else if (repair.outcome === 'given_up') {
      givenUp.push({ ...file, reason: repair.reason, detail: repair.detail });
    } else if (repair.outcome === 'error') {
      failed.push({ ...file, error: repair.error });
    } else if (repair.outcome === 'running') {
      running += 1;
    }
  }
  return { looked: looked.length, running, resumed, givenUp, failed };
}
