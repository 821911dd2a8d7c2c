import { describe, expect, it } from 'vitest';
import { OPEN_SHARDS, openAttributes } from './open-attributes.ts';

const key = { tenantId: 'acme', id: '019b76da-a800-7000-8000-000000000001' };
const updatedAt = '2026-01-01T00:00:00.000Z';

describe('what a row says of a file', () => {
  it('is since when it is open, in one of a few partitions', () => {
    const { open, openSince } = openAttributes('FILE', key, { status: 'pending_review', updatedAt, filename: 'x' });
    expect(openSince).toEqual({ S: `${updatedAt}#${key.id}` });
    expect(OPEN_SHARDS).toContain(open?.S);
  });

  it('is nothing at its end', () => {
    expect(openAttributes('FILE', key, { status: 'published', updatedAt })).toEqual({});
  });

  it('is nothing of other records, though they have a status too', () => {
    expect(openAttributes('JOB', key, { status: 'uploaded', updatedAt, lookAt: updatedAt })).toEqual({});
  });

  it('is when to look at an upload, and nothing when nobody has to', () => {
    const upload = { status: 'uploading', updatedAt, lookAt: '2026-01-01T00:01:00.000Z' };
    expect(openAttributes('UPLOAD', key, upload).openSince).toEqual({ S: `2026-01-01T00:01:00.000Z#${key.id}` });
    expect(openAttributes('UPLOAD', key, { status: 'completed', updatedAt })).toEqual({});
  });

  it('spreads files over all partitions', () => {
    const shards = Array.from(
      '0123456789abcdef',
      (digit) =>
        openAttributes('FILE', { ...key, id: `${key.id.slice(0, -1)}${digit}` }, { status: 'uploaded', updatedAt }).open
          ?.S,
    );
    expect(new Set(shards).size).toBe(OPEN_SHARDS.length);
  });
});
