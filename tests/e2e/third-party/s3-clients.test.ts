import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsClients } from '../../support/aws-clients.ts';
import { callApi, type Person } from '../../support/call-api.ts';
import { eventually } from '../../support/eventually.ts';
import { bucketOf } from '../../support/look-inside.ts';
import { runClient } from '../../support/run-client.ts';
import { fileAtRest } from '../../support/send-file.ts';
import { awsCli, rclone, s3cmd } from '../../support/third-party-clients.ts';

const editor: Person = { role: 'editor', tenant: 'third-party' };
const MIB = 1024 ** 2;

type Content = { readonly path: string; readonly bytes: Buffer; readonly sha256: string };
/** An upload with credentials for its key, as `POST …/credentials` answers them. */
type Place = {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

let folder = '';
let small: Content;
let large: Content;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-clients-'));
  small = await makeContent('small.bin', 1000);
  large = await makeContent('large.bin', 200 * MIB);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a client does with a file: rejects when it fails. `signal` stops it as Ctrl-C would. */
type Put = (place: Place, content: Content, signal?: AbortSignal) => Promise<unknown>;

const CLIENTS: Readonly<Record<string, () => Promise<Put | undefined>>> = {
  'AWS CLI': async () => {
    const client = await awsCli();
    return (place, { path }, signal) =>
      runClient(
        client,
        ['s3', 'cp', path, `s3://${place.bucket}/${place.key}`, '--endpoint-url', place.endpoint, '--no-progress'],
        awsEnvironment(place),
        signal,
      );
  },
  rclone: async () => {
    const client = await rclone();
    if (client === undefined) return undefined;
    return (place, { path }, signal) =>
      runClient(
        client,
        [
          ...[
            'copyto',
            path,
            `place:${place.bucket}/${place.key}`,
            '--s3-upload-cutoff',
            '16M',
            '--s3-chunk-size',
            '8M',
          ],
          // Its credentials can write this one key and read nothing, not even whether it is there.
          ...['--s3-no-check-bucket', '--s3-no-head', '--ignore-times', '--no-traverse', '--retries', '1'],
        ],
        {
          RCLONE_CONFIG_PLACE_TYPE: 's3',
          RCLONE_CONFIG_PLACE_PROVIDER: 'Other',
          RCLONE_CONFIG_PLACE_ENDPOINT: place.endpoint,
          RCLONE_CONFIG_PLACE_REGION: place.region,
          RCLONE_CONFIG_PLACE_ACCESS_KEY_ID: place.accessKeyId,
          RCLONE_CONFIG_PLACE_SECRET_ACCESS_KEY: place.secretAccessKey,
          RCLONE_CONFIG_PLACE_SESSION_TOKEN: place.sessionToken,
          RCLONE_CONFIG: '/dev/null',
        },
        signal,
      );
  },
  s3cmd: async () => {
    const client = await s3cmd();
    return (place, { path }, signal) =>
      runClient(
        client,
        [...s3cmdOptions(place), 'put', path, `s3://${place.bucket}/${place.key}`, '--multipart-chunk-size-mb=8'],
        {},
        signal,
      );
  },
  'lib-storage':
    async () =>
    async (place, { bytes }, signal) => {
      const upload = new Upload({
        client: s3ClientOf(place),
        params: { Bucket: place.bucket, Key: place.key, Body: bytes },
        partSize: 8 * MIB,
      });
      signal?.addEventListener('abort', () => upload.abort());
      return upload.done();
    },
};

describe.each(Object.entries(CLIENTS))('%s, with credentials for one key', (name, make) => {
  it('sends a file in one request, and its arrival is enough', async (context) => {
    const put = await make();
    if (put === undefined) return context.skip(`${name} cannot be installed here`);
    const place = await openPlace(small);
    await put(place, small);
    await expectPublished(place, small);
  });

  it('sends 200 MB in parts, and may say that it is complete', async (context) => {
    const put = await make();
    if (put === undefined) return context.skip(`${name} cannot be installed here`);
    const place = await openPlace(large);
    await put(place, large);
    const { status, body } = await callApi('POST', `/v1/uploads/${place.uploadId}/complete`, { as: editor });
    expect(status, JSON.stringify(body)).toBe(200);
    await expectPublished(place, large);
    expect(await openMultiparts(place)).toEqual([]);
  });

  it('is stopped half-way, and giving the upload up leaves nothing', async (context) => {
    const put = await make();
    if (put === undefined) return context.skip(`${name} cannot be installed here`);
    const place = await openPlace(large);
    const stop = new AbortController();
    const sending = put(place, large, stop.signal).catch(() => 'stopped');
    await eventually('a multipart upload of the client', async () => (await openMultiparts(place)).length > 1);
    stop.abort();
    expect(await sending).toBe('stopped');
    expect((await callApi('DELETE', `/v1/uploads/${place.uploadId}`, { as: editor })).status).toBe(204);
    expect(await openMultiparts(place)).toEqual([]);
  });
});

describe('s3cmd, with credentials for one key', () => {
  it('goes on with what it had begun', async () => {
    const client = await s3cmd();
    const place = await openPlace(large);
    const target = `s3://${place.bucket}/${place.key}`;
    const args = [...s3cmdOptions(place), 'put', large.path, target, '--multipart-chunk-size-mb=8'];
    const stop = new AbortController();
    const before = new Set(await openMultiparts(place));
    const sending = runClient(client, args, {}, stop.signal).catch(() => 'stopped');
    const own = async () => (await openMultiparts(place)).find((id) => !before.has(id));
    const begun = await eventually('a multipart upload of s3cmd', own);
    stop.abort();
    await sending;
    await runClient(client, [...args, '--continue-put', `--upload-id=${begun}`], {});
    await expectPublished(place, large);
  });
});

async function makeContent(name: string, size: number): Promise<Content> {
  const bytes = randomBytes(size);
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function openPlace({ bytes }: Content): Promise<Place> {
  const created = await callApi('POST', '/v1/uploads', {
    as: editor,
    body: { filename: 'sent.bin', mime_type: 'application/octet-stream', size_bytes: bytes.byteLength },
  });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const { upload_id: uploadId } = created.body;
  const { status, body } = await callApi('POST', `/v1/uploads/${uploadId}/credentials`, { as: editor, body: {} });
  expect(status, JSON.stringify(body)).toBe(200);
  const { credentials, bucket, key, region, endpoint } = body;
  return {
    ...{ uploadId, bucket, key, region, endpoint },
    accessKeyId: credentials.access_key_id,
    secretAccessKey: credentials.secret_access_key,
    sessionToken: credentials.session_token,
  };
}

async function expectPublished({ uploadId }: Place, { bytes, sha256 }: Content): Promise<void> {
  const completed = await eventually('the upload completed', async () => {
    const { body } = await callApi('GET', `/v1/uploads/${uploadId}`, { as: editor });
    return body.status === 'completed' ? body : undefined;
  });
  const file = await fileAtRest(editor, completed.file_id);
  expect(file).toMatchObject({ status: 'published', size_bytes: bytes.byteLength, sha256 });
}

/** S3's ids of what is begun and not finished at the key, our own among them. */
async function openMultiparts({ key }: Place): Promise<string[]> {
  const { Uploads = [] } = await awsClients().s3.send(
    new ListMultipartUploadsCommand({ Bucket: await bucketOf('content'), Prefix: key }),
  );
  return Uploads.filter(({ Key }) => Key === key).map(({ UploadId = '' }) => UploadId);
}

function awsEnvironment(place: Place): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: place.accessKeyId,
    AWS_SECRET_ACCESS_KEY: place.secretAccessKey,
    AWS_SESSION_TOKEN: place.sessionToken,
    AWS_DEFAULT_REGION: place.region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

function s3cmdOptions(place: Place): string[] {
  const { host, protocol } = new URL(place.endpoint);
  return [
    ...['--config=/dev/null', `--access_key=${place.accessKeyId}`, `--secret_key=${place.secretAccessKey}`],
    ...[`--access_token=${place.sessionToken}`, `--region=${place.region}`, `--host=${host}`, `--host-bucket=${host}`],
    ...[protocol === 'http:' ? '--no-ssl' : '--ssl', '--no-progress', '--no-preserve'],
  ];
}

function s3ClientOf(place: Place): S3Client {
  return new S3Client({
    endpoint: place.endpoint,
    region: place.region,
    forcePathStyle: true,
    credentials: {
      accessKeyId: place.accessKeyId,
      secretAccessKey: place.secretAccessKey,
      sessionToken: place.sessionToken,
    },
  });
}
