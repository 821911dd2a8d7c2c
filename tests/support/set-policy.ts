import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { awsClients } from './aws-clients.ts';
import { tableOf } from './look-inside.ts';

/** Gives a tenant a policy of its own. Functions look again after a minute: do it before the tenant's first file. */
export async function setPolicy(tenant: string, policy: object): Promise<void> {
  await awsClients().dynamoDB.send(
    new PutItemCommand({
      TableName: await tableOf('access', 'Tenants'),
      Item: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'POLICY' }, policy: { S: JSON.stringify(policy) } },
    }),
  );
}
