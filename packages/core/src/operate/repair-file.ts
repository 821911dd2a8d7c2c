import type { FailureReason, ResumeStage } from '@sluice/contracts';
import { type FileRecord, type RecordKey, readAllFacts, type StoredFact, settledKey } from '../history/index.ts';
import type { ExecutionState, Executions } from './executions.ts';
import { isOpen } from './open-files.ts';
import { appendResumed, failureOf, type ResumeDeps, stageOf, startRun } from './resume-run.ts';

export type RepairDeps = ResumeDeps & { readonly executions: Executions };

/** What is wrong with a file, or was until now. */
export type Repair =
  /** Its execution works, or the file came to its end meanwhile. */
  | { readonly outcome: 'running' | 'settled' }
  | { readonly outcome: 'resumed'; readonly stage: ResumeStage; readonly run: number; readonly detail: string }
  | { readonly outcome: 'given_up'; readonly reason: FailureReason; readonly detail: string };

export type RepairOptions = {
  readonly correlationId: string;
  /** Says what would be done, and does nothing. @default false */
  readonly dryRun?: boolean;
};

/** After so many a content cannot be handled, or the platform cannot: trying for ever would hide both. */
export const MAX_RESUMPTIONS = 5;

/** Who repairs, in the log. */
const RECONCILER = 'reconciler';

/**
 * Takes up one file whose execution is gone. A run that was never started is started; a run that ended before its file
 * did is followed by the next one, at most MAX_RESUMPTIONS times, then the file fails. Two at once, or one that dies
 * between any two effects, leave one live run once it has been called again.
 */
export function createRepairFile(deps: RepairDeps) {
  return async (key: RecordKey, { correlationId, dryRun = false }: RepairOptions): Promise<Repair> => {
    const file = (await deps.files.load(key))?.record;
    if (file === undefined || !isOpen(file.status)) return { outcome: 'settled' };
    const execution = await deps.executions.statusOf(file);
    if (execution.state === 'running') return { outcome: 'running' };
    const log = await readAllFacts(deps.files, key);
    const repair = planRepair(file, execution, log);
    if (dryRun || (repair.outcome !== 'resumed' && repair.outcome !== 'given_up')) return repair;
    if (repair.outcome === 'given_up') return giveUp(deps, file, repair, correlationId);
    if (execution.state === 'unknown') {
      await startRun(deps, file, log);
      return repair;
    }
    const { stage, detail } = repair;
    const { record } = await appendResumed(deps, file, {
      stage,
      detail,
      correlationId,
      userId: RECONCILER,
      isDue: (now) => isOpen(now.status),
    });
    // Somebody else was first, or it moved on after all: the run it has now was started with it.
    if (record === undefined || record.run !== repair.run || !isOpen(record.status)) return { outcome: 'settled' };
    await startRun(deps, record, log);
    return repair;
  };
}

/** What the facts call for. Pure. */
function planRepair(file: FileRecord, execution: ExecutionState, log: readonly StoredFact[]): Repair {
  const { run, status } = file;
  const stage = stageOf(status);
  if (execution.state !== 'ended') {
    return { outcome: 'resumed', stage, run, detail: `run ${run} was never started` };
  }
  const ended = `run ${run} ended ${execution.status} while the file was ${status}`;
  const resumptions = resumptionsOf(file, log);
  return resumptions < MAX_RESUMPTIONS
    ? { outcome: 'resumed', stage, run: run + 1, detail: ended }
    : { outcome: 'given_up', reason: failureOf(status), detail: `${ended}, after ${resumptions} resumptions` };
}

/** Of this version, since it last failed: who redrives a file by hand gives it all its tries again. */
function resumptionsOf({ version }: FileRecord, log: readonly StoredFact[]): number {
  const facts = log.map(({ fact }) => fact);
  const failed = facts.findLastIndex(({ type }) => type === 'file.failed');
  return facts.slice(failed + 1).filter(({ type, payload }) => type === 'file.resumed' && payload.version === version)
    .length;
}

async function giveUp(
  { append }: Pick<RepairDeps, 'append'>,
  file: FileRecord,
  repair: Extract<Repair, { outcome: 'given_up' }>,
  correlationId: string,
): Promise<Repair> {
  const { tenantId, fileId, version, run, priority } = file;
  const { reason, detail } = repair;
  const { outcome } = await append({
    key: { tenantId, id: fileId },
    dedupeKey: settledKey(file),
    cause: { correlationId, userId: RECONCILER, priority },
    decide: (now) =>
      now !== undefined && now.version === version && now.run === run && isOpen(now.status)
        ? [{ type: 'file.failed', payload: { schema_version: 1, file_id: fileId, version, run, reason, detail } }]
        : [],
  });
  return outcome === 'changed' ? repair : { outcome: 'settled' };
}
