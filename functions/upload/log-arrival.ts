import type { Acceptance } from '@sluice/core/upload';
import { createRecorder, type Log } from '@sluice/lambda';

/** Says what became of an object that arrived; one that nobody declared stays where it is, and is counted. */
export function logArrival(log: Log, verdict: Acceptance): void {
  if (verdict === 'undeclared') {
    createRecorder({ service: 'upload', log })('accept-object', { undeclaredObjects: 1 }, { verdict });
    return;
  }
  log.info('object arrived', { verdict });
}
