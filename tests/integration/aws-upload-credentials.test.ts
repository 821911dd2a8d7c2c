import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createObjectStorage, createUploadCredentials } from '@sluice/aws';
import type { IssuedCredentials } from '@sluice/core/upload';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadCredentialsContract } from '../../packages/core/src/upload/upload-credentials.contract.ts';
import { createBucket } from './local-cloud/create-bucket.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';

let cloud: TestCloud;
let clients: ProductClients;
let bucket: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  clients = productClients(cloud.endpoint);
  bucket = await createBucket(clients, 'content');
});
afterAll(async () => {
  clients.destroy();
  await cloud.stop();
});

const create = () =>
  createUploadCredentials({
    client: clients.sts,
    roleArn: 'arn:aws:iam::000000000000:role/uploads',
    bucket,
    endpoint: cloud.endpoint,
  });

/** A client that knows what the answer says and nothing else. */
function toolOf({ accessKeyId, secretAccessKey, sessionToken, region, endpoint }: IssuedCredentials): S3Client {
  if (endpoint === undefined) throw new Error('the answer does not say where the local cloud is');
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  return new S3Client({ region, endpoint, forcePathStyle: true, credentials });
}

async function put(issued: IssuedCredentials, body: Uint8Array): Promise<number> {
  const tool = toolOf(issued);
  try {
    const command = new PutObjectCommand({ Bucket: issued.bucket, Key: issued.key, Body: body });
    return (await tool.send(command)).$metadata.httpStatusCode ?? 0;
  } finally {
    tool.destroy();
  }
}

describe('upload credentials of STS', () => {
  uploadCredentialsContract(async () => ({ credentials: create(), now: Date.now, put }));

  it('let a tool send an object in parts of its own', async () => {
    const key = 't/acme/in-parts';
    const notAfter = new Date(Date.now() + 86_400_000).toISOString();
    const issued = await create().issue({ key, sessionName: 'upload-1', notAfter });
    const client = toolOf(issued);
    const Body = Buffer.alloc(6 * 1024 ** 2, 1);
    await new Upload({ client, params: { Bucket: issued.bucket, Key: issued.key, Body } }).done();
    client.destroy();
    expect(await createObjectStorage({ client: clients.s3, bucket }).head(key)).toMatchObject({
      sizeBytes: Body.byteLength,
    });
  });
});
