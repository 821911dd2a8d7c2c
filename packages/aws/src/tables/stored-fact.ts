import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { FACT_TYPES, parseFact } from '@sluice/contracts';
import type { RecordKey, StoredFact, UnpublishedFact } from '@sluice/core/history';
import * as z from 'zod/mini';
import { json, number, text } from './attributes.ts';
import { factSortKey, type RecordKind, recordPartition } from './record-keys.ts';

/**
 * What facts carry that are still to be published; the sparse index `outbox` holds nothing else. One value would be one
 * partition of the index, whose 1,000 writes a second would be the ceiling of every table's own.
 */
export const PENDING = Array.from({ length: 8 }, (_, shard) => `pending#${shard}`);

const factItem = z.object({
  pk: text,
  sk: text,
  tenantId: text,
  sequence: number,
  messageId: text,
  occurredAt: text,
  correlationId: text,
  userId: text,
  priority: number,
  type: z.pipe(text, z.enum(FACT_TYPES)),
  payload: json,
});

/** A fact as it is put into the table, waiting to be published. */
export function factItemOf(kind: RecordKind, key: RecordKey, stored: StoredFact): Record<string, AttributeValue> {
  return {
    pk: { S: recordPartition(kind, key) },
    sk: { S: factSortKey(stored.sequence) },
    tenantId: { S: key.tenantId },
    kind: { S: kind },
    recordId: { S: key.id },
    sequence: { N: String(stored.sequence) },
    messageId: { S: stored.messageId },
    occurredAt: { S: stored.occurredAt },
    correlationId: { S: stored.correlationId },
    userId: { S: stored.userId },
    priority: { N: String(stored.priority) },
    type: { S: stored.fact.type },
    payload: { S: JSON.stringify(stored.fact.payload) },
    outbox: { S: pendingOf(stored.messageId) },
  };
}

/** The fact in an item of a table. Throws a ZodError that names the attribute. */
export function parseFactItem(item: unknown): Omit<UnpublishedFact, 'table'> {
  const { pk, sk, tenantId, type, payload, ...rest } = z.parse(factItem, item);
  return { pk, sk, tenantId, stored: { ...rest, fact: parseFact(type, payload) } };
}

const pendingItem = z.object({ outbox: z.pipe(text, z.enum(PENDING)) });

/**
 * The fact in the new image of a record of a table's stream; undefined for everything else a stream tells: snapshots,
 * dedupe keys, facts that were marked as published. Throws a ZodError when a pending fact does not fit its schema.
 */
export function parseStreamImage(table: string, image: unknown): UnpublishedFact | undefined {
  return z.safeParse(pendingItem, image).success ? { table, ...parseFactItem(image) } : undefined;
}

/** Message ids end in random digits. */
function pendingOf(messageId: string): string {
  const shard = messageId.charCodeAt(messageId.length - 1) % PENDING.length;
  return `pending#${shard}`;
}
