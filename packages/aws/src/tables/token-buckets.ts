import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type BucketName, boundsOf, type TakeBounds, type TokenBuckets, takeToken } from '@sluice/core/access';
import * as z from 'zod/mini';
import { number } from './attributes.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

/** Others changed a bucket between every two calls of ours. */
export class BucketContendedError extends Error {
  override readonly name = 'BucketContended';
}

const bucketItem = z.object({ tat: number });

/** Each attempt fails only when the bucket went from idle to used or back; `tat` grows, so that cannot go on. */
const ATTEMPTS = 4;
/** Kept after it is full again, so that clocks may differ: a bucket that is gone is a full one. */
const KEPT_SECONDS = 3600;

/**
 * Buckets as rows, each one number. A call is one conditional update, which DynamoDB does one after the other: an idle
 * bucket (its `tat` is past) starts anew from now, one in use moves on from where it is. Which of the two it is, is
 * guessed from what was last seen; a guess that was wrong answers the row, and costs a second update.
 */
export function createTokenBuckets({ client, tableName: TableName }: Config): TokenBuckets {
  return {
    async take({ bucket, limit, tokens, now, lastTat }) {
      const bounds = boundsOf(limit, now, tokens);
      const row = { TableName, Key: keyOf(bucket) };
      let tat = lastTat;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const outcome = await update(client, row, tat === undefined || tat < bounds.now ? 'idle' : 'used', bounds);
        if (outcome.moved) return { allowed: true, tat: outcome.tat };
        tat = outcome.tat;
        if (tat !== undefined && takeToken(tat, bounds) === undefined) return { allowed: false, tat };
      }
      throw new BucketContendedError(`the bucket ${row.Key.pk.S} changed ${ATTEMPTS} times meanwhile: try again`);
    },
  };
}

type Row = { readonly TableName: string; readonly Key: Record<string, AttributeValue> };
type Outcome = { moved: true; tat: number } | { moved: false; tat: number | undefined };

async function update(
  client: DynamoDBClient,
  row: Row,
  state: 'idle' | 'used',
  { interval, now, latest }: TakeBounds,
): Promise<Outcome> {
  const form = {
    idle: {
      UpdateExpression: 'SET #tat = :next, #expires = :expires',
      ConditionExpression: 'attribute_not_exists(#tat) OR #tat < :now',
      values: { ':next': now + interval, ':now': now },
    },
    used: {
      UpdateExpression: 'SET #tat = #tat + :interval, #expires = :expires',
      ConditionExpression: '#tat BETWEEN :now AND :latest',
      values: { ':interval': interval, ':now': now, ':latest': latest },
    },
  }[state];
  const { values, ...expressions } = form;
  const numbers = { ...values, ':expires': Math.ceil((latest + interval) / 1_000_000) + KEPT_SECONDS };
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        ...row,
        ...expressions,
        ExpressionAttributeNames: { '#tat': 'tat', '#expires': 'expires_at' },
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(numbers).map(([name, value]) => [name, { N: String(value) }]),
        ),
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { moved: true, tat: z.parse(bucketItem, Attributes).tat };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { moved: false, tat: error.Item === undefined ? undefined : z.parse(bucketItem, error.Item).tat };
  }
}

/** Neither a tenant's nor a user's id has a `#`, at which keys are split. */
function keyOf({ tenantId, callerId, rateClass }: BucketName) {
  const owner = tenantId === undefined ? 'PLATFORM' : `TENANT#${tenantId}`;
  return {
    pk: { S: callerId === undefined ? owner : `${owner}#CALLER#${callerId}` },
    sk: { S: `RATE#${rateClass}` },
  };
}
