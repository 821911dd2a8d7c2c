import { QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { awsClients, physicalName } from './aws-clients.ts';
import { callApi, type Person } from './call-api.ts';

const STACK = 'sluice-dev';

export const queueUrlOf = (service: string, word: string) =>
  physicalName(`${STACK}-${service}`, 'AWS::SQS::Queue', word);
export const tableOf = (service: string, word: string) =>
  physicalName(`${STACK}-${service}`, 'AWS::DynamoDB::Table', word);
export const bucketOf = (word: string) => physicalName(`${STACK}-foundation`, 'AWS::S3::Bucket', word);
export const functionOf = (service: string, word: string) =>
  physicalName(`${STACK}-${service}`, 'AWS::Lambda::Function', word);

/** The names of all executions there ever were of a file. */
export async function executionsOf(fileIds: readonly string[]): Promise<string[]> {
  const { stepFunctions } = awsClients();
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name = '' }) => name.endsWith('file-lifecycle'));
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await stepFunctions.send(
      new ListExecutionsCommand({
        stateMachineArn: machine?.stateMachineArn,
        maxResults: 500,
        ...(nextToken && { nextToken }),
      }),
    );
    names.push(...(page.executions ?? []).map(({ name = '' }) => name));
    nextToken = page.nextToken;
  } while (nextToken);
  return names.filter((name) => fileIds.some((fileId) => name.startsWith(fileId)));
}

/** The type of every fact of a file, oldest first. */
export async function factsOf(as: Person, fileId: string): Promise<string[]> {
  const { body } = await callApi('GET', `/v1/files/${fileId}/history?limit=200`, { as });
  return body.items.map(({ type }: { type: string }) => type);
}

/** Every version of every object made of a file. */
export async function renditionKeysOf(tenant: string, fileId: string): Promise<string[]> {
  const { Versions = [] } = await awsClients().s3.send(
    new ListObjectVersionsCommand({ Bucket: await bucketOf('renditions'), Prefix: `r/${tenant}/${fileId}/` }),
  );
  return Versions.map(({ Key = '' }) => Key).sort();
}

/** The rows of a table's partition. */
export async function rowsOf(table: string, pk: string) {
  const { Items = [] } = await awsClients().dynamoDB.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );
  return Items;
}

/** Every row of a small table. */
export async function allRowsOf(table: string) {
  const { Items = [] } = await awsClients().dynamoDB.send(new ScanCommand({ TableName: table }));
  return Items;
}
