import { fileUploaded } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { presentEvent } from './present-file.ts';

const stored = {
  sequence: 1,
  messageId: 'm',
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
  userId: 'u',
  priority: 5,
};

describe('a fact on the wire', () => {
  it('says what happened, by whom and why, but not where the bytes lie', () => {
    const fact = fileUploaded();
    const view = presentEvent({ ...stored, fact });
    expect(view).toMatchObject({
      sequence: 1,
      type: 'file.uploaded',
      occurred_at: stored.occurredAt,
      correlation_id: 'c',
      user_id: 'u',
    });
    expect(view.payload).toHaveProperty('filename');
    expect(JSON.stringify(fact)).toContain('s3://');
    expect(JSON.stringify(view)).not.toMatch(/s3:\/\/|version_id/);
  });
});
