import {
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createContents } from './contents.ts';

const dynamo = mockClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

const content = { tenantId: 'acme', sha256: 'a'.repeat(64), sizeBytes: 5 };
const storage = { storageUrl: 's3://content/t/acme/1', versionId: 'v1' };
const claim = { ...content, storage, reference: 'a.1' };

/** A table whose rows are as given, and whose transactions end one after the other as said. */
function setUp(rows: { meta?: object; reference?: object } = {}, ...ends: readonly (readonly string[] | 'written')[]) {
  const pauses: number[] = [];
  let writes = 0;
  dynamo.on(GetItemCommand).callsFake(({ Key }: GetItemCommandInput) => ({
    Item: Key?.sk?.S === 'META' ? rows.meta : rows.reference,
  }));
  dynamo.on(TransactWriteItemsCommand).callsFake(() => {
    const end = ends[Math.min(writes, ends.length - 1)];
    writes += 1;
    if (end === 'written') return {};
    throw new TransactionCanceledException({
      message: 'canceled',
      $metadata: {},
      CancellationReasons: (end ?? []).map((Code) => ({ Code })),
    });
  });
  const contents = createContents({
    client: new DynamoDBClient({ region: 'us-east-1' }),
    tableName: 'contents',
    pause: async (milliseconds) => pauses.push(milliseconds),
  });
  return { contents, pauses, writes: () => writes };
}

describe('a claim that meets others', () => {
  it.each([
    ['was there first', ['ConditionalCheckFailed', 'None']],
    ['writes at the same time', ['TransactionConflict', 'None']],
  ])('tries again when somebody %s', async (_, codes) => {
    const { contents, pauses, writes } = setUp({}, codes, codes, 'written');
    expect(await contents.claim(claim)).toEqual({ outcome: 'kept' });
    expect(writes()).toBe(3);
    expect(pauses).toHaveLength(2);
  });

  it('gives up after a dozen times, as what the state machine tries again', async () => {
    const { contents, pauses, writes } = setUp({}, ['TransactionConflict', 'None']);
    await expect(contents.claim(claim)).rejects.toMatchObject({ name: 'HistoryContended' });
    expect(writes()).toBe(12);
    for (const pause of pauses) expect(pause).toBeLessThanOrEqual(400);
  });

  it.each([
    ['is throttled', ['ThrottlingError', 'None']],
    ['says no reason', []],
  ])('does not try again at once when the table %s', async (_, codes) => {
    const { contents, writes } = setUp({}, codes);
    await expect(contents.claim(claim)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    expect(writes()).toBe(1);
  });
});

describe('a row', () => {
  const held = { state: { S: 'held' } };

  it('of a release that does not say what it left is not guessed', async () => {
    const { contents } = setUp({ reference: { state: { S: 'released' }, outcome: { S: 'last' } } }, 'written');
    await expect(contents.release(claim)).rejects.toMatchObject({ name: 'StoredReference' });
  });

  it('in a state nobody knows is not read', async () => {
    const { contents } = setUp({ meta: { state: { S: 'half' } }, reference: held }, 'written');
    await expect(contents.claim(claim)).rejects.toThrow();
  });

  it('of a reference whose content was read a moment too early is read again', async () => {
    const { contents, writes } = setUp({ reference: held }, 'written');
    await expect(contents.release(claim)).rejects.toMatchObject({ name: 'HistoryContended' });
    expect(writes()).toBe(0);
  });
});
