import { type DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { ROLES } from '@sluice/contracts';
import { type Membership, type Memberships, removedMembership } from '@sluice/core/access';
import * as z from 'zod/mini';
import { json } from './attributes.ts';
import { queryPage } from './query-page.ts';

type Config = { readonly client: DynamoDBClient; readonly tableName: string };

const membership = z.object({
  tenantId: z.string(),
  userId: z.string(),
  roles: z.array(z.enum(ROLES)),
  email: z.exactOptional(z.string()),
  status: z.enum(['active', 'removed']),
  createdAt: z.string(),
  updatedAt: z.string(),
});
const memberItem = z.object({ member: z.pipe(json, membership) });

/** More tenants than one person works for. */
const MOST_TENANTS = 100;

/**
 * Members in the table of tenants: `TENANT#<tenant>` / `MEMBER#<user>`, and the same under `USER#<user>` /
 * `TENANT#<tenant>`, so that a person's tenants are found without a tenant. Both rows change in one transaction.
 */
export function createMemberships({ client, tableName: TableName }: Config): Memberships {
  const memberOf = async (tenantId: string, userId: string): Promise<Membership | undefined> => {
    const Key = { pk: { S: tenantKey(tenantId) }, sk: { S: memberKey(userId) } };
    const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item && readMember(Item);
  };

  const put = async (row: Membership): Promise<void> => {
    const tenant = { S: tenantKey(row.tenantId) };
    const member = { S: JSON.stringify(row) };
    const places = [
      { pk: tenant, sk: { S: memberKey(row.userId) } },
      { pk: { S: userKey(row.userId) }, sk: tenant },
    ];
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: places.map((place) => ({ Put: { TableName, Item: { ...place, member } } })),
      }),
    );
  };

  const query = (pk: string, prefix: string, after: string, limit: number) =>
    queryPage(
      client,
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
        ExpressionAttributeValues: {
          ':pk': { S: pk },
          // The least text after the last one that was seen; ids are ASCII without control characters.
          ':first': { S: after === '' ? prefix : `${prefix}${after}\u0001` },
          ':last': { S: `${prefix}\u007f` },
        },
      },
      limit,
    );

  return {
    memberOf,
    put,
    async membershipsOf(userId) {
      const { items } = await query(userKey(userId), 'TENANT#', '', MOST_TENANTS);
      return items.map(readMember).filter(({ status }) => status === 'active');
    },
    async remove(tenantId, userId, at) {
      await put(removedMembership(await memberOf(tenantId, userId), { tenantId, userId }, at));
    },
    async list(tenantId, { limit, after = '' }) {
      const { items, more } = await query(tenantKey(tenantId), 'MEMBER#', after, limit);
      const members = items.map(readMember);
      const last = members.at(-1);
      return more && last ? { items: members, next: last.userId } : { items: members };
    },
  };
}

function readMember(item: unknown): Membership {
  return z.parse(memberItem, item).member;
}

function tenantKey(tenantId: string): string {
  return `TENANT#${tenantId}`;
}

function memberKey(userId: string): string {
  return `MEMBER#${userId}`;
}

function userKey(userId: string): string {
  return `USER#${userId}`;
}
