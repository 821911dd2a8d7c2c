import type { StoredFact } from '@sluice/core/history';
import { describe, expect, it } from 'vitest';
import { factItemOf, parseFactItem, parseStreamImage } from './stored-fact.ts';

const FILE_ID = '019b76da-a800-7000-8000-000000000001';
const key = { tenantId: 'acme', id: FILE_ID };
const stored: StoredFact = {
  sequence: 12,
  messageId: 'message-12',
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'correlation-1',
  userId: 'user-1',
  priority: 5,
  fact: {
    type: 'file.failed',
    payload: {
      schema_version: 1,
      file_id: FILE_ID,
      version: 1,
      run: 1,
      reason: 'timed_out',
      detail: 'a "b"\n\u{1F4C4}',
    },
  },
};
const place = { tenantId: 'acme', pk: `TENANT#acme#FILE#${FILE_ID}`, sk: 'EVENT#000012' };
const item = () => factItemOf('FILE', key, stored);

describe('a fact in a table', () => {
  it('is read as it was written', () => {
    expect(parseFactItem(item())).toEqual({ ...place, stored });
  });

  it.each([
    ['without a payload', { payload: undefined }],
    ['of a type nobody knows', { type: { S: 'file.eaten' } }],
    ['whose payload is of another type', { type: { S: 'job.failed' } }],
    ['with a number as text', { sequence: { S: '12' } }],
  ])('%s is not read', (_, wrong) => {
    expect(() => parseFactItem({ ...item(), ...wrong })).toThrow();
  });
});

describe('what a stream tells', () => {
  it('is a fact to publish', () => {
    expect(parseStreamImage('history', item())).toEqual({ table: 'history', ...place, stored });
  });

  const { outbox: _, ...published } = item();
  it.each([
    ['a fact that was published', published],
    ['a snapshot', { pk: { S: 'p' }, sk: { S: 'META' }, record: { S: '{}' } }],
    ['a dedupe key', { pk: { S: 'p' }, sk: { S: 'DEDUPE#x' }, version: { N: '1' } }],
    ['a removal', undefined],
  ])('is nothing to publish when it is %s', (_name, image) => {
    expect(parseStreamImage('history', image)).toBeUndefined();
  });

  it('is an error when a fact to publish is damaged: it must not be passed over', () => {
    expect(() => parseStreamImage('history', { ...item(), payload: { S: '{}' } })).toThrow();
  });
});
