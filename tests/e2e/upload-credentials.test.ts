import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { describe, expect, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { fileAtRest } from '../support/send-file.ts';

const EDITOR: Person = { role: 'editor', tenant: 'tools' };
const MIB = 1024 ** 2;
const BYTES = Buffer.alloc(17 * MIB, 'a line of text\n');

/** Declares a file and puts it with a tool of S3 that knows nothing but the credentials. */
async function putWithTool(): Promise<string> {
  const declared = { filename: 'long.txt', mime_type: 'text/plain', size_bytes: BYTES.byteLength, sign: 'none' };
  const created = await callApi('POST', '/v1/uploads', { as: EDITOR, body: declared });
  expect(created, JSON.stringify(created.body)).toMatchObject({
    status: 201,
    body: { strategy: 'multipart', parts: [] },
  });
  const { upload_id: uploadId } = created.body;
  const answer = await callApi('POST', `/v1/uploads/${uploadId}/credentials`, { as: EDITOR });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { credentials, bucket, key, region, endpoint } = answer.body;
  const client = new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      sessionToken: credentials.session_token,
    },
  });
  await new Upload({ client, params: { Bucket: bucket, Key: key, Body: BYTES }, partSize: 8 * MIB }).done();
  client.destroy();
  return uploadId;
}

describe('an upload by a tool of S3 with credentials of its own', () => {
  it('is completed by its client and becomes a file', async () => {
    const uploadId = await putWithTool();
    const { status, body } = await callApi('POST', `/v1/uploads/${uploadId}/complete`, { as: EDITOR });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await fileAtRest(EDITOR, body.file_id)).toMatchObject({ size_bytes: BYTES.byteLength, upload_id: uploadId });
  });

  it('is completed by its event alone', async () => {
    const uploadId = await putWithTool();
    const fileId = await eventually('the upload is completed', async () => {
      const { body } = await callApi('GET', `/v1/uploads/${uploadId}`, { as: EDITOR });
      return body.status === 'completed' && String(body.file_id);
    });
    expect(await fileAtRest(EDITOR, fileId)).toMatchObject({ upload_id: uploadId });
  });
});
