export { checkHealth, type Health, type Probe, type ServiceProbes } from './check-health.ts';
export type { DeadLetter, DeadLetters, NewDeadLetter } from './dead-letters.ts';
export type { ExecutionState, Executions, RunName } from './executions.ts';
export { createKeepLetter, type DeadMessage } from './keep-letter.ts';
export { isOpen, type OpenFile, type OpenFiles, openSince } from './open-files.ts';
export {
  createReconcile,
  FilesNotReconciledError,
  type GivenUpFile,
  type ReconcileDeps,
  type ReconcileRequest,
  type Reconciliation,
  type ResumedFile,
} from './reconcile.ts';
export { createRedriveFile, type RedriveFile, type RedrivenFile } from './redrive-file.ts';
export { createRedriveLetter, type RedriveLetterDeps, type RedriveOutcome } from './redrive-letter.ts';
export { rememberHealth } from './remember-health.ts';
export { MAX_RESUMPTIONS } from './repair-file.ts';
export type { Requeue } from './requeue.ts';
export { type ResumeDeps, stageOf } from './resume-run.ts';
