import { setTimeout as pause } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { TokenKey, UploadTokenRecord, UploadTokens } from '@sluice/core/upload';
import * as z from 'zod/mini';
import { json, text } from './attributes.ts';
import { queryPage } from './query-page.ts';
import { META } from './record-keys.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };
type Outcome = Awaited<ReturnType<UploadTokens['count']>>;

/** Others kept counting files of the same token. The edge answers that it is worth another try. */
export class TokenContendedError extends Error {
  override readonly name = 'TokenContended';
  constructor({ tokenId }: TokenKey) {
    super(`files of upload token ${tokenId} were counted by others ${MAX_ATTEMPTS} times in a row: try again`);
  }
}

const MAX_ATTEMPTS = 12;
const FILE = 'FILE#';

const tokenSchema = z.object({
  tenantId: z.string(),
  tokenId: z.string(),
  ownerId: z.string(),
  maxFiles: z.int(),
  maxBytes: z.int(),
  mimeTypes: z.exactOptional(z.array(z.string())),
  expiresAt: z.string(),
  keptUntil: z.string(),
  revoked: z.boolean(),
});
const tokenItem = z.object({ record: z.pipe(json, tokenSchema), revokedAt: z.optional(text) });
const fileItem = z.object({ sk: text });

/** Tokens as rows beside the uploads, each with a row a file it was used for; DynamoDB lets them expire. */
export function createUploadTokens({ client, tableName: TableName }: Config): UploadTokens {
  async function find(key: TokenKey): Promise<UploadTokenRecord | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: { pk: partition(key), sk: { S: META } }, ConsistentRead: true }),
    );
    if (Item === undefined) {
      return undefined;
    }
    const { record, revokedAt } = z.parse(tokenItem, Item);
    return { ...record, revoked: revokedAt !== undefined };
  }

  async function tryToCount(key: TokenKey, uploadIds: readonly string[]): Promise<Outcome | 'contended'> {
    const token = await find(key);
    const pk = partition(key);
    try {
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: [
            ...uploadIds.map((id) => ({
              Put: {
                TableName,
                Item: { pk, sk: { S: FILE + id }, expires_at: secondsOf(token?.keptUntil) },
                ConditionExpression: 'attribute_not_exists(#pk)',
                ExpressionAttributeNames: { '#pk': 'pk' },
              },
            })),
            {
              Update: {
                TableName,
                Key: { pk, sk: { S: META } },
                UpdateExpression: 'SET #used = #used + :n',
                // `used` is only there where the token is.
                ConditionExpression: '#used <= :room AND attribute_not_exists(#revoked)',
                ExpressionAttributeNames: { '#used': 'used', '#revoked': 'revokedAt' },
                ExpressionAttributeValues: {
                  ':n': { N: String(uploadIds.length) },
                  ':room': { N: String((token?.maxFiles ?? 0) - uploadIds.length) },
                },
              },
            },
          ],
        }),
      );
      return 'counted';
    } catch (error) {
      const outcome = error instanceof TransactionCanceledException ? whyNotCounted(error) : undefined;
      if (outcome === undefined) {
        throw error;
      }
      return outcome;
    }
  }

  return {
    find,
    async add(token) {
      const { revoked: _, ...record } = token;
      const added = await onCondition(() =>
        client.send(
          new PutItemCommand({
            TableName,
            Item: {
              pk: partition(token),
              sk: { S: META },
              record: { S: JSON.stringify({ ...record, revoked: false }) },
              used: { N: '0' },
              expires_at: secondsOf(token.keptUntil),
            },
            ConditionExpression: 'attribute_not_exists(#pk)',
            ExpressionAttributeNames: { '#pk': 'pk' },
          }),
        ),
      );
      return added ? token : ((await find(token)) ?? token);
    },
    async revoke(key) {
      await onCondition(() =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: { pk: partition(key), sk: { S: META } },
            UpdateExpression: 'SET #revoked = if_not_exists(#revoked, :now)',
            // Nothing is made by ending it.
            ConditionExpression: 'attribute_exists(#pk)',
            ExpressionAttributeNames: { '#pk': 'pk', '#revoked': 'revokedAt' },
            ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
          }),
        ),
      );
    },
    async count(key, uploadIds) {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        const outcome = await tryToCount(key, uploadIds);
        if (outcome !== 'contended') {
          return outcome;
        }
        // A page sends several files at once: spread out, they get through.
        await pause(Math.random() * 20 * attempt);
      }
      throw new TokenContendedError(key);
    },
    async counted(key, { limit, after }) {
      const { items, more } = await queryPage(
        client,
        {
          TableName,
          ConsistentRead: true,
          ScanIndexForward: false,
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :first AND :last',
          ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
          ExpressionAttributeValues: {
            ':pk': partition(key),
            ':first': { S: FILE },
            ':last': { S: `${FILE}${after ?? '~'}` },
          },
        },
        // BETWEEN includes where the page before ended.
        after === undefined ? limit : limit + 1,
      );
      const ids = items.map((item) => z.parse(fileItem, item).sk.slice(FILE.length)).filter((id) => id !== after);
      const page = ids.slice(0, limit);
      const last = page.at(-1);
      return (more || ids.length > limit) && last !== undefined ? { items: page, next: last } : { items: page };
    },
  };
}

const REFUSED = 'ConditionalCheckFailed';

function whyNotCounted({ CancellationReasons = [] }: TransactionCanceledException): Outcome | 'contended' | undefined {
  const codes = CancellationReasons.map(({ Code = 'None' }) => Code);
  const files = codes.slice(0, -1);
  if (files.includes(REFUSED)) {
    return 'known';
  }
  if (codes.includes('TransactionConflict')) {
    return 'contended';
  }
  return codes.at(-1) === REFUSED ? 'refused' : undefined;
}

/** Answers whether the condition of a write held. */
async function onCondition(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
}

function partition({ tenantId, tokenId }: TokenKey) {
  return { S: `TENANT#${tenantId}#UPLOAD_TOKEN#${tokenId}` };
}

function secondsOf(time: string | undefined) {
  return { N: String(Math.ceil(Date.parse(time ?? '1970-01-01T00:00:00Z') / 1000)) };
}
