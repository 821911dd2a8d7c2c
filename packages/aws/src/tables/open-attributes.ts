import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { FILE_STATUSES } from '@sluice/contracts';
import type { RecordKey } from '@sluice/core/history';
import { openSince } from '@sluice/core/operate';
import * as z from 'zod/mini';
import type { RecordKind } from './record-keys.ts';

/** One partition of the index would be the ceiling of all writes to it. */
export const OPEN_SHARDS = Array.from({ length: 8 }, (_, shard) => `open#${shard}`);

const fileState = z.object({ status: z.enum(FILE_STATUSES), updatedAt: z.string() });

/**
 * What puts a file into the sparse index of those that are not at their end: nothing for one that is, so that it leaves.
 * Decided here for every writer of a file, because one that forgot it would hide the file from the reconciler.
 */
export function openAttributes(kind: RecordKind, { id }: RecordKey, record: unknown): Record<string, AttributeValue> {
  const file = kind === 'FILE' ? z.safeParse(fileState, record).data : undefined;
  const since = file && openSince(file);
  return since === undefined ? {} : { open: { S: shardOf(id) }, openSince: { S: `${since}#${id}` } };
}

/** Ids end in random digits. */
function shardOf(id: string): string {
  return `open#${id.charCodeAt(id.length - 1) % OPEN_SHARDS.length}`;
}
