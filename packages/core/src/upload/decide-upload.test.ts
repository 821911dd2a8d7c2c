import { UPLOAD_FAILURES, UPLOAD_STATUSES, type UploadStatus } from '@sluice/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideUpload, type UploadEvent } from './decide-upload.ts';
import type { Upload } from './upload-record.ts';

const START = Date.UTC(2026, 0, 1);
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
const EXPIRES = 60;

const upload = (status: UploadStatus, more: Partial<Upload> = {}): Upload => ({
  tenantId: 'acme',
  uploadId: '019b76da-a800-7000-8000-000000000001',
  ownerId: 'user-1',
  fileId: '019b76da-a800-7000-8000-000000000002',
  version: 1,
  status,
  filename: 'a.bin',
  mimeType: 'application/octet-stream',
  sizeBytes: 20_000_000,
  metadata: {},
  tags: [],
  priority: 5,
  strategy: 'multipart',
  partSize: 8_388_608,
  partCount: 3,
  objectKey: 't/acme/1',
  ...(status !== 'pending' && { multipartId: 'm-1' }),
  ...(status === 'completed' && { versionId: 'v-1' }),
  correlationId: 'c',
  createdAt: at(0),
  updatedAt: at(0),
  expiresAt: at(EXPIRES),
  lookAt: at(1),
  ...more,
});

const EVENTS = {
  opened: { type: 'opened', multipartId: 'm-1' },
  completing: { type: 'completing' },
  completed: { type: 'completed', versionId: 'v-1' },
  aborted: { type: 'aborted' },
  expired: { type: 'expired' },
  failed: { type: 'failed', reason: 'parts_lost' },
} as const satisfies Partial<Record<UploadEvent['type'], UploadEvent>>;

/** What each event does to each status in time; `=` leaves it, a code refuses. */
const IN_TIME: Readonly<Record<UploadStatus, Readonly<Record<keyof typeof EVENTS, string>>>> = {
  pending: {
    opened: 'uploading',
    completing: 'state_conflict',
    completed: 'completed',
    aborted: 'aborted',
    expired: '=',
    failed: 'failed',
  },
  uploading: {
    opened: '=',
    completing: 'completing',
    completed: 'completed',
    aborted: 'aborted',
    expired: '=',
    failed: 'failed',
  },
  completing: {
    opened: '=',
    completing: '=',
    completed: 'completed',
    aborted: 'aborted',
    expired: '=',
    failed: 'failed',
  },
  completed: {
    opened: 'state_conflict',
    completing: 'state_conflict',
    completed: '=',
    aborted: 'state_conflict',
    expired: 'state_conflict',
    failed: 'state_conflict',
  },
  aborted: {
    opened: 'state_conflict',
    completing: 'state_conflict',
    completed: 'state_conflict',
    aborted: '=',
    expired: '=',
    failed: '=',
  },
  expired: {
    opened: 'upload_expired',
    completing: 'upload_expired',
    completed: 'upload_expired',
    aborted: '=',
    expired: '=',
    failed: '=',
  },
  failed: {
    opened: 'state_conflict',
    completing: 'state_conflict',
    completed: 'state_conflict',
    aborted: '=',
    expired: '=',
    failed: '=',
  },
};

const summary = (from: Upload, event: UploadEvent, now: string) => {
  const decision = decideUpload(from, event, now);
  if (decision.outcome === 'changed') return decision.upload.status;
  return decision.outcome === 'refused' ? decision.code : '=';
};

describe('what becomes of an upload', () => {
  for (const status of UPLOAD_STATUSES) {
    it.each(Object.entries(IN_TIME[status]))(`that is ${status} when it is %s: %s`, (type, expected) => {
      const [, event] = Object.entries(EVENTS).find(([name]) => name === type) ?? [];
      expect(event && summary(upload(status), event, at(1))).toBe(expected);
    });
  }

  it.each(['pending', 'uploading', 'completing'] as const)(
    'that is %s, once its time is over: it expires',
    (status) => {
      expect(summary(upload(status), EVENTS.expired, at(EXPIRES))).toBe('expired');
    },
  );

  it('whose time is over: it takes no more bytes, but those that are there count', () => {
    expect(summary(upload('pending'), EVENTS.opened, at(EXPIRES))).toBe('upload_expired');
    expect(summary(upload('uploading'), EVENTS.completing, at(EXPIRES))).toBe('upload_expired');
    expect(summary(upload('completing'), EVENTS.completing, at(EXPIRES))).toBe('=');
    expect(summary(upload('uploading'), EVENTS.completed, at(EXPIRES + 1))).toBe('completed');
  });

  it('of one PUT: it is never opened', () => {
    expect(summary(upload('pending', { strategy: 'single' }), EVENTS.opened, at(1))).toBe('state_conflict');
  });

  it('keeps the first version that was claimed', () => {
    expect(summary(upload('completed'), { type: 'completed', versionId: 'v-2' }, at(1))).toBe('state_conflict');
  });

  it('is told once, in the past tense, with the reason of a failure', () => {
    const told = (event: UploadEvent, now = at(1)) => {
      const decision = decideUpload(upload('completing'), event, now);
      return decision.outcome === 'changed' ? decision.facts : undefined;
    };
    const { uploadId: upload_id, fileId: file_id, sizeBytes: size_bytes } = upload('pending');
    const ids = { schema_version: 1, upload_id };
    expect(told(EVENTS.completed)).toEqual([{ type: 'upload.completed', payload: { ...ids, file_id, size_bytes } }]);
    expect(told(EVENTS.aborted)).toEqual([{ type: 'upload.aborted', payload: ids }]);
    expect(told(EVENTS.expired, at(EXPIRES))).toEqual([{ type: 'upload.expired', payload: ids }]);
    expect(decideUpload(upload('completing'), EVENTS.failed, at(1))).toMatchObject({
      upload: { reason: 'parts_lost' },
    });
    expect(told(EVENTS.failed)).toEqual([{ type: 'upload.failed', payload: { ...ids, reason: 'parts_lost' } }]);
  });

  const events: fc.Arbitrary<UploadEvent> = fc.oneof(
    fc.record({ type: fc.constant('opened' as const), multipartId: fc.constantFrom('m-1', 'm-2') }),
    fc.record({ type: fc.constant('completed' as const), versionId: fc.constantFrom('v-1', 'v-2') }),
    fc.record({ type: fc.constant('failed' as const), reason: fc.constantFrom(...UPLOAD_FAILURES) }),
    fc.constantFrom<UploadEvent>({ type: 'completing' }, { type: 'aborted' }, { type: 'expired' }, { type: 'looked' }),
  );
  const ORDER: readonly UploadStatus[] = ['pending', 'uploading', 'completing', 'completed'];
  const ENDS: readonly UploadStatus[] = ['completed', 'aborted', 'expired', 'failed'];

  it('moves along its edges only, ends once with one fact, and is the same when it is told twice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('single' as const, 'multipart' as const),
        fc.array(fc.tuple(events, fc.integer({ min: 0, max: 90 })), { maxLength: 20 }),
        (strategy, story) => {
          let current = upload('pending', { strategy });
          let facts = 0;
          let now = 0;
          for (const [event, minutes] of story) {
            now += minutes;
            const decision = decideUpload(current, event, at(now));
            if (decision.outcome !== 'changed') continue;
            const next = decision.upload;
            facts += decision.facts.length;
            if (next.status !== current.status) {
              expect(ENDS).not.toContain(current.status);
              const forward = ORDER.indexOf(next.status) > ORDER.indexOf(current.status);
              expect(forward || ENDS.includes(next.status)).toBe(true);
            }
            if (event.type !== 'looked') {
              expect(decideUpload(next, event, at(now)).outcome).toBe('unchanged');
            }
            current = next;
          }
          expect(facts).toBe(ENDS.includes(current.status) ? 1 : 0);
          expect(current.versionId !== undefined).toBe(current.status === 'completed');
        },
      ),
      { numRuns: 1000 },
    );
  });
});
