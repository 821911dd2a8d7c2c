import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { FILE_STATUSES } from '@sluice/contracts';
import type { RecordKey } from '@sluice/core/history';
import { openSince } from '@sluice/core/operate';
import * as z from 'zod/mini';
import type { RecordKind } from './record-keys.ts';

/** One partition of the index would be the ceiling of all writes to it. */
export const OPEN_SHARDS = Array.from({ length: 8 }, (_, shard) => `open#${shard}`);

const fileState = z.object({ status: z.enum(FILE_STATUSES), updatedAt: z.string() });

const uploadState = z.object({ lookAt: z.string() });

/**
 * What puts a record into the sparse index of those somebody looks after: nothing for one at its end, so that it leaves.
 * Decided here for every writer, because one that forgot it would hide the record from who looks. Files are sorted by
 * the time since which nothing happened to them, uploads by the time to look.
 */
export function openAttributes(kind: RecordKind, { id }: RecordKey, record: unknown): Record<string, AttributeValue> {
  const time = openTime(kind, record);
  return time === undefined ? {} : { open: { S: shardOf(id) }, openSince: { S: `${time}#${id}` } };
}

function openTime(kind: RecordKind, record: unknown): string | undefined {
  if (kind === 'UPLOAD') return z.safeParse(uploadState, record).data?.lookAt;
  const file = kind === 'FILE' ? z.safeParse(fileState, record).data : undefined;
  return file && openSince(file);
}

/** Ids end in random digits. */
function shardOf(id: string): string {
  return `open#${id.charCodeAt(id.length - 1) % OPEN_SHARDS.length}`;
}
