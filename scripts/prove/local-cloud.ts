import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Client, createClient } from '@sluice/client';
import * as z from 'zod/mini';
import type { LocalRole } from '../../localstack/issuer/local-identity.ts';
import { mintToken } from '../../localstack/issuer/mint-token.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
const resultSchema = z.object({
  status: z.literal('result'),
  result: z.looseObject({ api_url: z.string(), issuer_url: z.string(), cloud_url: z.string() }),
});
const messageSchema = z.looseObject({ status: z.string() });

export type ProofCloud = {
  readonly cloudUrl: string;
  readonly apiUrl: string;
  readonly tokenOf: (role: LocalRole, tenant: string) => Promise<string>;
  readonly clientOf: (role: LocalRole, tenant: string) => Client;
  /** Gives a tenant a policy of its own; functions look again after a minute. */
  readonly setPolicy: (tenant: string, policy: object) => Promise<void>;
};

/** Runs one verb of the local cloud's command and answers its last message. */
async function runVerb(args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const child = spawn(process.execPath, [join(ROOT, 'localstack', 'command.ts'), ...args, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last: unknown;
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line);
    const { status, text, seconds } = z.parse(messageSchema, last);
    if (status === 'done') console.error(`✔ ${text} ${seconds} s`);
    if (status === 'failed') throw new Error(`${args.join(' ')}: ${line}`);
  }
  return last;
}

/** Starts the local cloud, or joins one that runs elsewhere, with this environment for what it is told about the model. */
export async function startCloud(env: NodeJS.ProcessEnv = {}, endpoint?: string): Promise<ProofCloud> {
  const args = ['up', ...(endpoint === undefined ? [] : ['--endpoint', endpoint])];
  const { api_url, issuer_url, cloud_url } = z.parse(resultSchema, await runVerb(args, env)).result;
  const dynamoDB = new DynamoDBClient({
    endpoint: cloud_url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const tokenOf = (role: LocalRole, tenant: string) => mintToken({ issuerUrl: issuer_url, role, tenant });
  return {
    cloudUrl: cloud_url,
    apiUrl: api_url,
    tokenOf,
    clientOf: (role, tenant) => createClient({ baseUrl: api_url, token: () => tokenOf(role, tenant) }),
    async setPolicy(tenant, policy) {
      await dynamoDB.send(
        new PutItemCommand({
          TableName: 'sluice-dev-tenants',
          Item: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'POLICY' }, policy: { S: JSON.stringify(policy) } },
        }),
      );
    },
  };
}

export async function stopCloud(): Promise<void> {
  await runVerb(['down'], {});
}
