import { setTimeout as wait } from 'node:timers/promises';
import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { ContentKey, Contents } from '@sluice/core/catalog';
import { HistoryContendedError, isSameContent } from '@sluice/core/history';
import { loadContent, loadReference, queryReferences } from './content-rows.ts';
import { beginContent, endContent, endReference, joinContent, leaveContent } from './content-writes.ts';

type Config = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Resolves after so many milliseconds. @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
};

/** Twenty files of one content at once get through in a few; more at once wait for each other a little longer. */
const MAX_ATTEMPTS = 12;
const LONGEST_PAUSE_MILLISECONDS = 400;

/** Reasons that mean that somebody else wrote first; `None` is said of the writes that would have gone through. */
const LOST_RACE = new Set(['ConditionalCheckFailed', 'TransactionConflict', 'None']);

/**
 * Contents in one DynamoDB table: under one key a content, `META` counts who refers to its object, and `REF#<reference>`
 * is one of them. Both change in one transaction whose conditions repeat what was read, so that a count never differs
 * from its rows; a reference that was given up leaves its row, so that it cannot come back.
 */
export function createContents({ client, tableName, pause = (ms) => wait(ms) }: Config): Contents {
  /** Looks and acts until what was seen was still so when it was acted on. */
  async function retry<T>({ tenantId, sha256 }: ContentKey, attempt: () => Promise<T | 'contended'>): Promise<T> {
    for (let n = 1; n <= MAX_ATTEMPTS; n += 1) {
      const answer = await attempt();
      if (answer !== 'contended') {
        return answer;
      }
      // Who lost together must not meet again together.
      await pause(Math.random() * Math.min(LONGEST_PAUSE_MILLISECONDS, 10 * 2 ** n));
    }
    throw new HistoryContendedError({ tenantId, id: sha256 }, MAX_ATTEMPTS);
  }

  const read = (key: ContentKey, reference: string) =>
    Promise.all([loadContent(client, tableName, key), loadReference(client, tableName, key, reference)]);
  const write = (writes: Writes) => commit(client, writes);

  return {
    claim: ({ storage, sizeBytes, reference, ...key }) =>
      retry(key, async () => {
        const [content, known] = await read(key, reference);
        if (known?.state === 'released') {
          return { outcome: 'released' };
        }
        if (content?.state !== 'kept') {
          // A reference without its content was read a moment too early.
          const begun =
            known === undefined && (await write(beginContent(tableName, key, reference, storage, sizeBytes)));
          return begun ? { outcome: 'kept' } : 'contended';
        }
        if (known === undefined && !(await write(joinContent(tableName, key, reference, content.storage)))) {
          return 'contended';
        }
        return isSameContent(content.storage, storage)
          ? { outcome: 'kept' }
          : { outcome: 'shared', storage: content.storage };
      }),

    share: ({ sizeBytes, reference, ...key }) =>
      retry(key, async () => {
        const [content, known] = await read(key, reference);
        if (content?.state !== 'kept' || content.sizeBytes !== sizeBytes || known?.state === 'released') {
          return undefined;
        }
        const joined = known !== undefined || (await write(joinContent(tableName, key, reference, content.storage)));
        return joined ? content.storage : 'contended';
      }),

    release: ({ reference, ...key }) =>
      retry(key, async () => {
        const [content, known] = await read(key, reference);
        if (known?.state === 'released') {
          return known.released;
        }
        if (known === undefined) {
          return (await write(endReference(tableName, key, reference))) ? { outcome: 'unclaimed' } : 'contended';
        }
        if (content?.state !== 'kept') {
          return 'contended';
        }
        if (content.references > 1) {
          return (await write(leaveContent(tableName, key, reference))) ? { outcome: 'others' } : 'contended';
        }
        const { storage } = content;
        return (await write(endContent(tableName, key, reference, storage)))
          ? { outcome: 'last', storage }
          : 'contended';
      }),

    async references({ sizeBytes, limit, ...key }) {
      const [content, references] = await Promise.all([
        loadContent(client, tableName, key),
        queryReferences(client, tableName, key, limit),
      ]);
      return content?.state === 'kept' && content.sizeBytes === sizeBytes ? references : [];
    },
  };
}

type Writes = NonNullable<TransactWriteItemsCommandInput['TransactItems']>;

/** Answers whether all of it was written; nothing was when somebody else came first. */
async function commit(client: DynamoDBClient, TransactItems: Writes): Promise<boolean> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  } catch (error) {
    const codes = error instanceof TransactionCanceledException ? error.CancellationReasons : undefined;
    // A throttle is no race: trying again at once would not help.
    if (codes !== undefined && codes.length > 0 && codes.every(({ Code = 'None' }) => LOST_RACE.has(Code))) {
      return false;
    }
    throw error;
  }
}
