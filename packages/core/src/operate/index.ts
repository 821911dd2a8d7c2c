export { checkHealth, type Health, type Probe, type ServiceProbes } from './check-health.ts';
export type { DeadLetter, DeadLetters } from './dead-letters.ts';
export type { Executions, ExecutionState, RunName } from './executions.ts';
export { isOpen, type OpenFile, type OpenFiles, openSince } from './open-files.ts';
export {
  createReconcile,
  type GivenUpFile,
  type ReconcileDeps,
  type ReconcileRequest,
  type Reconciliation,
  type ResumedFile,
} from './reconcile.ts';
export { createRedriveFile, type RedriveFile, type RedrivenFile } from './redrive-file.ts';
export { rememberHealth } from './remember-health.ts';
export { MAX_RESUMPTIONS } from './repair-file.ts';
export { type ResumeDeps, stageOf } from './resume-run.ts';
