import type { FailureReason, FileStatus } from '@sluice/contracts';

/** What a state machine caught: `cause` is JSON or text, and may be missing. */
export type CaughtFailure = { readonly error: string; readonly cause?: string | undefined };

const REASON_OF_STATUS: Partial<Record<FileStatus, FailureReason>> = {
  uploaded: 'inspection_failed',
  inspecting: 'inspection_failed',
  processing: 'processing_failed',
  understanding: 'understanding_failed',
  pending_review: 'review_failed',
  publishing: 'publishing_failed',
};

const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout', 'Sandbox.Timedout']);

/** Our own stable code for what went wrong, and one sentence its owner may read. */
export function explainFailure(
  status: FileStatus,
  { error, cause }: CaughtFailure,
): { reason: FailureReason; detail: string } {
  const reason = TIMEOUTS.has(error) ? 'timed_out' : (REASON_OF_STATUS[status] ?? 'internal_error');
  return { reason, detail: error === 'JobDied' && cause ? cause : `${error} while the file was ${status}` };
}
