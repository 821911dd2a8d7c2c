import { evolveFile } from '@sluice/core/history';
import { fileUploaded, VALID_FILE_ID } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { presentEvent, presentFile } from './present-file.ts';

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
    const fact = fileUploaded({ callback_url: 'https://hooks.example.com/?token=secret' });
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
    expect(JSON.stringify(view)).not.toMatch(/s3:\/\/|version_id|hooks/);
  });
});

describe('a file on the wire', () => {
  it('shows what its owner said and asked for, and not whom to tell', () => {
    const asked = { relative_path: 'a/b', operations: [{ task: 'render_image' as const, parameters: { width: 10 } }] };
    const fact = fileUploaded({ ...asked, callback_url: 'https://hooks.example.com/?token=secret' });
    const moment = { key: { tenantId: 'acme', id: VALID_FILE_ID }, occurredAt: stored.occurredAt };
    const view = presentFile(evolveFile(undefined, fact, moment));
    expect(view).toMatchObject(asked);
    expect(JSON.stringify(view)).not.toMatch(/hooks/);
  });
});
