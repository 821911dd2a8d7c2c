import { request } from 'node:http';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeChecksum } from '../../packages/core/src/upload/compute-checksum.ts';
import { signedForm } from './local-cloud/signed-form.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';

const Bucket = 'content';
// Of the bytes "hello": computed with another implementation than the emulator's.
const HELLO_CRC64NVME = 'M3eFcAZSQlc=';
// Of 8 MiB of the byte 1.
const ONES_CRC64NVME = 'lLZklHNG9w4=';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(new CreateBucketCommand({ Bucket }));
  await cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});
afterAll(() => cloud.stop());

type Answer = { readonly status: number; readonly body: string };

/** A PUT with these headers and no others: `fetch` would not let us lie about the length. */
const put = (url: string, body: string, headers: Record<string, string | number> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', headers: { 'content-length': Buffer.byteLength(body), ...headers } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.end(body);
  });

const signPut = (Key: string, more: Record<string, unknown> = {}, options: Record<string, unknown> = {}) =>
  getSignedUrl(cloud.s3, new PutObjectCommand({ Bucket, Key, ContentLength: 5, ...more }), {
    expiresIn: 900,
    ...options,
  });

describe('a signed URL', () => {
  it('stores exactly the bytes it was signed for', async () => {
    expect(await put(await signPut('t/good'), 'hello')).toMatchObject({ status: 200 });
    const stored = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 't/good' }));
    expect(await stored.Body?.transformToString()).toBe('hello');
  });

  it.each([
    ['longer', 'hello, world'],
    ['shorter', 'hell'],
  ])('refuses a body that is %s than the signed length', async (_, body) => {
    expect(await put(await signPut('t/length'), body)).toMatchObject({ status: 403 });
  });

  it('refuses another key, another method and a changed signature', async () => {
    const url = await signPut('t/mine');
    expect(await put(url.replace('t/mine', 't/yours'), 'hello')).toMatchObject({ status: 403 });
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
    expect(await put(url.replace(/(X-Amz-Signature=)./, '$1_'), 'hello')).toMatchObject({ status: 403 });
  });

  it('refuses after its life', async () => {
    const url = await signPut('t/late', {}, { expiresIn: 60, signingDate: new Date(Date.now() - 61_000) });
    const answer = await put(url, 'hello');
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Request has expired');
  });

  it('refuses a body that does not have the checksum signed as a header', async () => {
    const url = await signPut(
      't/sum',
      { ChecksumCRC64NVME: HELLO_CRC64NVME },
      { unhoistableHeaders: new Set(['x-amz-checksum-crc64nvme']) },
    );
    const headers = { 'x-amz-checksum-crc64nvme': HELLO_CRC64NVME };
    expect(await put(url, 'jello', headers)).toMatchObject({ status: 400, body: expect.stringContaining('BadDigest') });
    expect(await put(url, 'hello')).toMatchObject({ status: 403 });
    expect(await put(url, 'hello', headers)).toMatchObject({ status: 200 });
  });

  it('refuses to write twice where If-None-Match was signed', async () => {
    const url = await signPut('t/once', { IfNoneMatch: '*' }, { unhoistableHeaders: new Set(['if-none-match']) });
    const headers = { 'if-none-match': '*' };
    expect(await put(url, 'hello', headers)).toMatchObject({ status: 200 });
    expect(await put(url, 'jello', headers)).toMatchObject({ status: 412 });
    expect(await put(url, 'jello')).toMatchObject({ status: 403 });
  });
});

describe('a signed form', () => {
  /** What a browser posts: the fields of the policy, then the file. */
  const post = async (key: string, body: string, changes: Record<string, string> = {}, lifeSeconds = 900) => {
    const date = new Date();
    const fields = signedForm({
      bucket: Bucket,
      key,
      maxBytes: 5,
      date,
      expires: new Date(+date + lifeSeconds * 1000),
    });
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...changes })) form.set(name, value);
    form.set('file', new Blob([body]));
    return (await fetch(`${cloud.endpoint}/${Bucket}`, { method: 'POST', body: form })).status;
  };

  it('stores what its policy allows', async () => {
    expect(await post('t/form', 'hello')).toBe(204);
    const stored = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 't/form' }));
    expect(await stored.Body?.transformToString()).toBe('hello');
  });

  it('refuses more bytes, another key, a changed signature, and after its life', async () => {
    expect(await post('t/form', 'hello, world')).toBe(400);
    expect(await post('t/form', 'hello', { key: 't/other' })).toBe(403);
    expect(await post('t/form', 'hello', { 'x-amz-signature': '0'.repeat(64) })).toBe(403);
    expect(await post('t/form', 'hello', {}, -1)).toBe(403);
  });
});

describe('one version of an object', () => {
  it('is read in ranges, and under the name the request gives it', async () => {
    const Key = 't/versions';
    const { VersionId } = await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'the first' }));
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'another' }));
    const ResponseContentDisposition = 'attachment; filename="a.txt"';
    const part = await cloud.s3.send(
      new GetObjectCommand({ Bucket, Key, VersionId, Range: 'bytes=4-6', ResponseContentDisposition }),
    );
    expect(part).toMatchObject({ ContentRange: 'bytes 4-6/9', ContentDisposition: ResponseContentDisposition });
    expect(await part.Body?.transformToString()).toBe('fir');
    const beyond = new GetObjectCommand({ Bucket, Key, VersionId, Range: 'bytes=9-' });
    await expect(cloud.s3.send(beyond)).rejects.toMatchObject({ name: 'InvalidRange' });
  });
});

describe('an upload in parts', () => {
  const PART = 5 * 1024 * 1024;
  const parts = [Buffer.alloc(PART, 1), Buffer.alloc(PART, 2), Buffer.from('the end')];
  // Of the three parts one after the other; computed with another implementation than the emulator's.
  const WHOLE_CRC64NVME = 'YVSM3XNWie0=';

  const upload = async (Key: string, algorithm: 'CRC64NVME' | 'SHA256') => {
    const { UploadId, ChecksumType } = await cloud.s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: algorithm }),
    );
    const stored = await Promise.all(
      parts.map(async (Body, index) => {
        const answer = await cloud.s3.send(
          new UploadPartCommand({
            Bucket,
            Key,
            UploadId,
            PartNumber: index + 1,
            Body,
            [`Checksum${algorithm}`]: computeChecksum(algorithm, Body),
          }),
        );
        return { PartNumber: index + 1, ETag: answer.ETag, ChecksumSHA256: answer.ChecksumSHA256 };
      }),
    );
    return { Bucket, Key, UploadId, MultipartUpload: { Parts: stored }, ChecksumType };
  };
  const size = parts.reduce((sum, part) => sum + part.length, 0);

  it('has the checksum of the whole object with CRC64NVME, on every answer', async () => {
    const { ChecksumType, ...complete } = await upload('t/whole', 'CRC64NVME');
    expect(ChecksumType).toBe('FULL_OBJECT');
    const whole = { ChecksumCRC64NVME: WHOLE_CRC64NVME, ChecksumType: 'FULL_OBJECT' } as const;
    const done = await cloud.s3.send(
      new CompleteMultipartUploadCommand({ ...complete, ...whole, MpuObjectSize: size, IfNoneMatch: '*' }),
    );
    expect(done).toMatchObject(whole);
    const object = { Bucket, Key: 't/whole', VersionId: done.VersionId };
    const head = await cloud.s3.send(new HeadObjectCommand({ ...object, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ ...whole, ContentLength: size });
    const get = await cloud.s3.send(new GetObjectCommand({ ...object, ChecksumMode: 'ENABLED' }));
    expect(get).toMatchObject(whole);
    await get.Body?.transformToByteArray();
    const attributes = new GetObjectAttributesCommand({ ...object, ObjectAttributes: ['Checksum'] });
    expect((await cloud.s3.send(attributes)).Checksum).toMatchObject(whole);
  });

  it.each([
    ['another checksum', { ChecksumCRC64NVME: HELLO_CRC64NVME }, 'BadDigest'],
    ['another size', { MpuObjectSize: 1 }, 'InvalidRequest'],
  ])('is not completed with %s than its parts have', async (_, wrong, name) => {
    const { ChecksumType, ...complete } = await upload(`t/wrong-${name}`, 'CRC64NVME');
    await expect(cloud.s3.send(new CompleteMultipartUploadCommand({ ...complete, ...wrong }))).rejects.toMatchObject({
      name,
    });
  });

  it.each(['CRC64NVME', 'SHA256'] as const)('of %s takes no part without its checksum', async (algorithm) => {
    const at = { Bucket, Key: `t/without-${algorithm}` };
    const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: algorithm }));
    const url = await getSignedUrl(cloud.s3, new UploadPartCommand({ ...at, UploadId, PartNumber: 1 }));
    expect(await put(url, 'hello')).toMatchObject({
      status: 400,
      body: expect.stringContaining('Checksum Type mismatch'),
    });
  });

  it('has a checksum of its parts with SHA256, which knows no other', async () => {
    const { ChecksumType, ...complete } = await upload('t/parts', 'SHA256');
    expect(ChecksumType).toBe('COMPOSITE');
    const done = await cloud.s3.send(new CompleteMultipartUploadCommand(complete));
    expect(done).toMatchObject({ ChecksumSHA256: expect.stringMatching(/-3$/), ChecksumType: 'COMPOSITE' });
    const object = { Bucket, Key: 't/parts', VersionId: done.VersionId, ChecksumMode: 'ENABLED' } as const;
    expect((await cloud.s3.send(new HeadObjectCommand(object))).ChecksumType).toBe('COMPOSITE');
    await expect(
      cloud.s3.send(
        new CreateMultipartUploadCommand({
          Bucket,
          Key: 'x',
          ChecksumAlgorithm: 'SHA256',
          ChecksumType: 'FULL_OBJECT',
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('takes little longer when the cloud verifies CRC64NVME', async () => {
    const Body = Buffer.alloc(8 * 1024 * 1024, 1);
    const store = async (more: { ChecksumCRC64NVME?: string }): Promise<number> => {
      const start = performance.now();
      await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 't/speed', Body, ...more }));
      return performance.now() - start;
    };
    // In turns, and the best of each: whatever else this machine does hits both.
    const without: number[] = [];
    const verified: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      without.push(await store({}));
      verified.push(await store({ ChecksumCRC64NVME: ONES_CRC64NVME }));
    }
    expect(Math.min(...verified) / Math.min(...without)).toBeLessThan(2);
  });
});

describe('a page of another origin', () => {
  const PAGE = 'https://page.test';
  const rule = { AllowedOrigins: [PAGE], AllowedMethods: ['PUT'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] };
  const ask = (bucket: string, origin: string, method = 'PUT') =>
    fetch(`${cloud.endpoint}/${bucket}/t/page`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'x-amz-meta-a' },
    });
  beforeAll(async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: 'for-nobody' }));
    await cloud.s3.send(new CreateBucketCommand({ Bucket: 'for-a-page' }));
    await cloud.s3.send(new PutBucketCorsCommand({ Bucket: 'for-a-page', CORSConfiguration: { CORSRules: [rule] } }));
  });

  it('may do what a rule of the bucket lets it', async () => {
    const { status, headers } = await ask('for-a-page', PAGE);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(headers.get('access-control-allow-headers')).toBe('x-amz-meta-a');
  });

  it.each([
    ['another origin', 'for-a-page', 'https://other.test', 'PUT'],
    ['another method', 'for-a-page', PAGE, 'DELETE'],
    ['a bucket without rules', 'for-nobody', PAGE, 'PUT'],
  ])('may not: %s', async (_, bucket, origin, method) => {
    const { status, headers } = await ask(bucket, origin, method);
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('reads the headers that are exposed to it, of a refusal too, and no more', async () => {
    const url = await getSignedUrl(cloud.s3, new PutObjectCommand({ Bucket: 'for-a-page', Key: 't/page' }));
    for (const [sent, status] of [
      [url, 200],
      [url.replace(/X-Amz-Signature=./, 'X-Amz-Signature=x'), 403],
    ] as const) {
      const answer = await fetch(sent, { method: 'PUT', body: 'hello', headers: { origin: PAGE } });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
      expect(answer.headers.get('access-control-expose-headers')).toBe('ETag');
    }
  });
});
