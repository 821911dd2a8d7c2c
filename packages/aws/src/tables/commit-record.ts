import { type DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Commit } from '@sluice/core/history';
import { commitTransaction } from './commit-transaction.ts';
import type { RecordKind } from './record-keys.ts';

type CommitOutcome = 'committed' | 'duplicate' | 'contended';

const REFUSED = 'ConditionalCheckFailed';
/** Reasons that mean that somebody else wrote first; `None` is said of the writes that would have gone through. */
const LOST_RACE = new Set([REFUSED, 'TransactionConflict', 'None']);

/** Writes one commit in one transaction. Throws CommitTooLargeError, and what DynamoDB throws when it is not well. */
export async function commitRecord<R>(
  client: DynamoDBClient,
  tableName: string,
  kind: RecordKind,
  commit: Commit<R>,
): Promise<CommitOutcome> {
  const TransactItems = commitTransaction(tableName, kind, commit);
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return 'committed';
  } catch (error) {
    const outcome = error instanceof TransactionCanceledException ? whyCanceled(error, commit) : undefined;
    if (outcome === undefined) {
      throw error;
    }
    return outcome;
  }
}

/** Writes many commits in one transaction, all or none. Throws as commitRecord does. */
export async function commitRecords<R>(
  client: DynamoDBClient,
  tableName: string,
  kind: RecordKind,
  commits: readonly Commit<R>[],
): Promise<'committed' | 'refused'> {
  const TransactItems = commits.flatMap((commit) => commitTransaction(tableName, kind, commit));
  if (TransactItems.length === 0) {
    return 'committed';
  }
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return 'committed';
  } catch (error) {
    if (error instanceof TransactionCanceledException && isRefused(error)) {
      return 'refused';
    }
    throw error;
  }
}

function isRefused({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  const codes = CancellationReasons.map(({ Code = 'None' }) => Code);
  return codes.length > 0 && codes.every((code) => LOST_RACE.has(code));
}

function whyCanceled<R>(
  { CancellationReasons = [] }: TransactionCanceledException,
  { dedupeKey }: Pick<Commit<R>, 'dedupeKey'>,
): Exclude<CommitOutcome, 'committed'> | undefined {
  const codes = CancellationReasons.map(({ Code = 'None' }) => Code);
  if (dedupeKey !== undefined && codes[0] === REFUSED) {
    return 'duplicate';
  }
  // A throttle or an oversized item is no race: trying again at once would not help.
  return codes.length > 0 && codes.every((code) => LOST_RACE.has(code)) ? 'contended' : undefined;
}
