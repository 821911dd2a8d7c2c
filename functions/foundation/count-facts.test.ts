import { FACT_METRICS, type Fact, METRICS } from '@sluice/contracts';
import type { UnpublishedFact } from '@sluice/core/history';
import { describe, expect, it } from 'vitest';
import { countFacts } from './count-facts.ts';

const of = { schema_version: 1, file_id: 'f1', version: 1, run: 1 } as const;
const published: Fact = { type: 'file.published', payload: { ...of, partial: false } };
const failed: Fact = { type: 'file.failed', payload: { ...of, reason: 'internal_error', detail: '' } };
const aborted: Fact = { type: 'upload.aborted', payload: { schema_version: 1, upload_id: 'u1' } };

const fact = (one: Fact): UnpublishedFact => ({
  table: 'history',
  tenantId: 'acme',
  pk: 'FILE#f1',
  sk: 'EVENT#1',
  stored: {
    messageId: 'm1',
    sequence: 1,
    fact: one,
    occurredAt: '2026-01-01T00:00:00.000Z',
    correlationId: 'c1',
    userId: 'u1',
    priority: 5,
  },
});

describe('the files of a batch of facts', () => {
  it('are counted by how far they got', () => {
    expect(countFacts([published, failed, published].map(fact))).toEqual({ filesPublished: 2, filesFailed: 1 });
  });

  it('leave out what is no step of a file, and metrics of which there is nothing to count', () => {
    expect(countFacts([fact(aborted)])).toEqual({});
  });

  it('are counted under a metric that is written', () => {
    for (const metric of Object.values(FACT_METRICS)) expect(METRICS).toHaveProperty(metric ?? 'none');
  });
});
