import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Clock, systemClock } from '@sluice/core/runtime';
import { dayOf, type QuotaName, type Reservation, type UploadQuotas } from '@sluice/core/upload';
import * as z from 'zod/mini';
import { number, text } from './attributes.ts';
import { META } from './record-keys.ts';

type Config = {
  readonly client: DynamoDBClient;
  /** Of uploads: it holds one row a tenant. */
  readonly tableName: string;
  /** @default systemClock */
  readonly clock?: Clock;
};

/** The row of a tenant's quotas changed its day again and again. */
export class QuotasContendedError extends Error {
  override readonly name = 'QuotasContended';
}

// Counters may be absent: nothing was ever counted.
const row = z.object({
  openUploads: z.exactOptional(number),
  storedBytes: z.exactOptional(number),
  uploadsToday: z.exactOptional(number),
  day: z.exactOptional(text),
});

const MAX_ATTEMPTS = 3;
const COUNT = 'ADD #open :more, #stored :size';

/**
 * What tenants take up, as one row each. Declaring an upload is one conditional update; the first of a day is two, one
 * that finds out and one that begins the day's count again.
 */
export function createUploadQuotas({ client, tableName: TableName, clock = systemClock }: Config): UploadQuotas {
  /** Answers the row as it is when the condition does not hold. */
  async function update(tenantId: string, UpdateExpression: string, values: Values, ConditionExpression?: string) {
    const expression = `${UpdateExpression} ${ConditionExpression ?? ''}`;
    try {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: `TENANT#${tenantId}#QUOTAS` }, sk: { S: META } },
          UpdateExpression,
          ConditionExpression,
          ExpressionAttributeNames: Object.fromEntries(
            Object.entries(NAMES).filter(([name]) => expression.includes(name)),
          ),
          ExpressionAttributeValues: values,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return z.parse(row, error.Item ?? {});
    }
  }

  return {
    async reserve(reservation) {
      const { tenantId, sizeBytes, uploads = 1, quotas } = reservation;
      // A file beyond the whole quota never fits, and a bound below 0 would be none for a tenant without a row.
      if (sizeBytes > quotas.maxStoredBytes) return { outcome: 'exceeded', quota: 'stored_bytes' };
      if (quotas.maxOpenUploads < uploads) return { outcome: 'exceeded', quota: 'open_uploads' };
      if (quotas.maxUploadsPerDay < uploads) return { outcome: 'exceeded', quota: 'uploads_per_day' };
      const day = dayOf(clock());
      const bounds = {
        ':day': { S: day },
        ':open': { N: String(quotas.maxOpenUploads - uploads) },
        ':stored': { N: String(quotas.maxStoredBytes - sizeBytes) },
      };
      const values = { ...bounds, ':more': { N: String(uploads) }, ':size': { N: String(sizeBytes) } };
      const room =
        '(attribute_not_exists(#open) OR #open <= :open) AND (attribute_not_exists(#stored) OR #stored <= :stored)';
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        const found = await update(
          tenantId,
          `${COUNT}, #today :more`,
          { ...values, ':today': { N: String(quotas.maxUploadsPerDay - uploads) } },
          `#day = :day AND #today <= :today AND ${room}`,
        );
        if (found === undefined) return { outcome: 'reserved' };
        const quota = exceeded(found, reservation, day);
        if (quota !== undefined) return { outcome: 'exceeded', quota };
        if (found.day === day) continue;
        const others = await update(
          tenantId,
          `SET #day = :day, #today = :more ${COUNT}`,
          values,
          `(attribute_not_exists(#day) OR #day <> :day) AND ${room}`,
        );
        if (others === undefined) return { outcome: 'reserved' };
      }
      throw new QuotasContendedError(
        `the quotas of tenant ${tenantId} were changed by others again and again: try again`,
      );
    },

    async settle(tenantId, unusedBytes = 0) {
      await update(tenantId, 'ADD #open :less, #stored :unused', {
        ':less': { N: '-1' },
        ':unused': { N: String(-unusedBytes) },
      });
    },

    async release({ tenantId, sizeBytes }) {
      await update(tenantId, 'ADD #open :less, #stored :size', {
        ':less': { N: '-1' },
        ':size': { N: String(-sizeBytes) },
      });
    },

    async free({ tenantId, sizeBytes }) {
      await update(tenantId, 'ADD #stored :size', { ':size': { N: String(-sizeBytes) } });
    },
  };
}

type Values = Record<string, AttributeValue>;
const NAMES = { '#day': 'day', '#today': 'uploadsToday', '#open': 'openUploads', '#stored': 'storedBytes' };

function exceeded(
  { openUploads = 0, storedBytes = 0, uploadsToday = 0, day }: z.output<typeof row>,
  { sizeBytes, uploads = 1, quotas }: Reservation,
  today: string,
): QuotaName | undefined {
  if (openUploads + uploads > quotas.maxOpenUploads) return 'open_uploads';
  if (storedBytes + sizeBytes > quotas.maxStoredBytes) return 'stored_bytes';
  return day === today && uploadsToday + uploads > quotas.maxUploadsPerDay ? 'uploads_per_day' : undefined;
}
