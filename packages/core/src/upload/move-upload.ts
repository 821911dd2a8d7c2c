import { createChangeRecord, type RecordStore, type Versioned } from '../history/index.ts';
import type { Clock } from '../runtime/index.ts';
import { decideUpload, type UploadDecision, type UploadEvent } from './decide-upload.ts';
import type { Upload } from './upload-record.ts';

export type Moved =
  /** By this call: whatever is to be done once for it is to be done now. */
  | { readonly outcome: 'changed'; readonly upload: Upload }
  | { readonly outcome: 'unchanged'; readonly upload: Upload }
  | { readonly outcome: 'refused'; readonly upload: Upload; readonly code: 'state_conflict' | 'upload_expired' };

type MoveDeps = { readonly uploads: RecordStore<Upload>; readonly clock: Clock };

/** Lets something happen to an upload, decided on its row as it is now. */
export async function moveUpload(
  { uploads, clock }: MoveDeps,
  upload: Upload,
  event: UploadEvent,
  {
    known,
    ...cause
  }: { readonly known?: Versioned<Upload>; readonly correlationId?: string; readonly userId?: string } = {},
): Promise<Moved> {
  const last: { decision: UploadDecision } = { decision: { outcome: 'unchanged' } };
  const { record, outcome } = await createChangeRecord({ store: uploads, clock })({
    key: { tenantId: upload.tenantId, id: upload.uploadId },
    // An end comes once; the rest is guarded by the status alone.
    ...(SAYS_SO.has(event.type) && { dedupeKey: event.type }),
    cause: { correlationId: upload.correlationId, userId: upload.ownerId, priority: upload.priority, ...cause },
    ...(known && { known }),
    decide(current, { occurredAt }) {
      const decision: UploadDecision =
        current === undefined ? { outcome: 'unchanged' } : decideUpload(current, event, occurredAt);
      last.decision = decision;
      return decision.outcome === 'changed' ? { record: decision.upload, facts: decision.facts } : undefined;
    },
  });
  const now = record ?? upload;
  if (outcome === 'changed') return { outcome, upload: now };
  return last.decision.outcome === 'refused'
    ? { outcome: 'refused', upload: now, code: last.decision.code }
    : { outcome: 'unchanged', upload: now };
}

const SAYS_SO: ReadonlySet<UploadEvent['type']> = new Set(['completed', 'aborted', 'expired', 'failed']);
