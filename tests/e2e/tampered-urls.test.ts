import { request } from 'node:http';
import { createObjectStorage } from '@sluice/aws';
import type { ObjectStorage, SignedForm, SignedRequest } from '@sluice/core/upload';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { computeChecksum } from '../../packages/core/src/upload/compute-checksum.ts';
import { awsClients, physicalName } from '../support/aws-clients.ts';
import { callApi, type Person } from '../support/call-api.ts';

const EDITOR: Person = { role: 'editor', tenant: 'tampering' };
const HELLO = Buffer.from('hello');
const sum = (body: Uint8Array) => ({ algorithm: 'CRC32', value: computeChecksum('CRC32', body) }) as const;
const CRC32 = 'x-amz-checksum-crc32';
const isEmbedded = () => inject('cloud').target === 'embedded';

/** An hour and a second ago: what was signed then for an hour has ended. */
const LONG_AGO = () => Date.now() - 3_601_000;

let storage: ObjectStorage;
let oldStorage: ObjectStorage;
beforeAll(async () => {
  const bucket = await physicalName('sluice-dev-foundation', 'AWS::S3::Bucket', 'Content');
  const client = awsClients().s3;
  storage = createObjectStorage({ client, bucket });
  oldStorage = createObjectStorage({ client, bucket, clock: LONG_AGO });
});

type Sent = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly method?: string };

/** The body with these headers and no others: `fetch` adds some, and would not let us lie. */
const send = ({ url, headers, method = 'PUT' }: Sent, body: Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { 'content-length': body.byteLength, ...headers } });
    sent.on('error', reject);
    sent.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)));
    sent.end(body);
  });

const post = async ({ url, fields }: Pick<SignedForm, 'url' | 'fields'>, body: Uint8Array): Promise<number> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([Buffer.from(body)]));
  return (await fetch(url, { method: 'POST', body: form })).status;
};

const create = async (body: object) => {
  const declared = { filename: 'tampered.bin', mime_type: 'application/octet-stream', size_bytes: 5, ...body };
  const answer = await callApi('POST', '/v1/uploads', { as: EDITOR, body: declared });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const keyIn = (url: string) => decodeURIComponent(new URL(url).pathname.split('/').slice(-3).join('/'));
const withoutChecksum = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== CRC32));
const withQuery = (url: string, name: string, value: string) =>
  url.replace(new RegExp(`(?<=[?&]${name}=)[^&]*`), encodeURIComponent(value));

/** What anyone who holds a signed PUT could try; each answers what S3 may say of it. */
type Attempt = {
  readonly change: (signed: Sent) => Sent;
  readonly body?: Uint8Array;
  readonly refused: readonly number[];
};
const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'to another key': {
    change: (signed) => ({ ...signed, url: signed.url.replace(/(?=\?)/, '0') }),
    refused: [403],
  },
  'to another tenant’s key': {
    change: (signed) => ({ ...signed, url: signed.url.replace('/t/tampering/', '/t/acme/') }),
    refused: [403],
  },
  'by DELETE': { change: (signed) => ({ ...signed, method: 'DELETE' }), refused: [403] },
  'by GET': { change: (signed) => ({ ...signed, method: 'GET' }), refused: [403] },
  'for longer than it lives': {
    change: (signed) => ({ ...signed, url: withQuery(signed.url, 'X-Amz-Expires', '604800') }),
    refused: [403],
  },
  'with the checksum of other bytes': {
    change: (signed) => ({ ...signed, headers: { ...signed.headers, [CRC32]: sum(Buffer.from('jello')).value } }),
    body: Buffer.from('jello'),
    refused: [403],
  },
  'without its checksum': {
    change: (signed) => ({ ...signed, headers: withoutChecksum(signed.headers) }),
    refused: [403],
  },
  'with other bytes of that length': { change: (signed) => signed, body: Buffer.from('jello'), refused: [400] },
};

/** What LocalStack takes though S3 does not: it reads a form's policy, and neither its signature nor what the policy does not name. */
const FORMS_LOCALSTACK_TAKES = new Set([
  'with a field of its own',
  'with a changed signature',
  'with other bytes of that length',
]);

/** Lengths that were not signed. */
const LENGTHS = ['hello, world', 'hell', ''];

describe('the signed PUT of a small file', () => {
  const sign = async (): Promise<SignedRequest> => (await create({ checksum: sum(HELLO) })).parts[0];

  it('is taken as it is', async () => {
    expect(await send(await sign(), HELLO)).toBe(200);
  });

  it.each(Object.entries(ATTEMPTS))('is refused %s', async (_, { change, body = HELLO, refused }) => {
    const signed = await sign();
    const key = keyIn(signed.url);
    expect(refused).toContain(await send(change(signed), body));
    expect(await storage.head(key)).toBeUndefined();
  });

  it('is refused without the header that keeps what is there', async () => {
    const { url, headers } = await sign();
    const { 'if-none-match': _, ...others } = headers;
    expect(await send({ url, headers: others }, HELLO)).toBe(403);
  });

  it('is refused once it has expired', async () => {
    const key = keyIn((await sign()).url);
    const old = await oldStorage.signPut({ key, sizeBytes: 5, checksum: sum(HELLO), expiresInSeconds: 3600 });
    expect(await send(old, HELLO)).toBe(403);
  });

  it.for(LENGTHS)('is refused with %j in place of five bytes', async (body, { skip }) => {
    skip(!isEmbedded(), 'LocalStack does not compare a signed Content-Length');
    const { url, headers } = (await create({})).parts[0];
    expect(await send({ url, headers }, Buffer.from(body))).toBe(403);
  });
});

describe('the signed PUT of a part', () => {
  const SIZE = 16 * 1024 ** 2;
  /** The last part of three is five bytes. */
  const open = async () => {
    const upload = await create({ size_bytes: SIZE + 5, checksum: { algorithm: 'CRC32' } });
    const path = `/v1/uploads/${upload.upload_id}/parts`;
    const { status, body } = await callApi('POST', path, {
      as: EDITOR,
      body: { parts: [{ n: 3, checksum: sum(HELLO).value }] },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    const signed: SignedRequest = body.parts[0];
    const stored = async () => (await callApi('GET', path, { as: EDITOR })).body.items;
    return { signed, stored, upload };
  };

  it('is taken as it is', async () => {
    const { signed, stored } = await open();
    expect(await send(signed, HELLO)).toBe(200);
    expect(await stored()).toMatchObject([{ n: 3, size: 5 }]);
  });

  it.each(Object.entries(ATTEMPTS))('is refused %s', async (_, { change, body = HELLO, refused }) => {
    const { signed, stored } = await open();
    expect(refused).toContain(await send(change(signed), body));
    expect(await stored()).toEqual([]);
  });

  it('is refused as another part, and as a part of another upload', async () => {
    const [one, other] = [await open(), await open()];
    const multipartId = new URL(other.signed.url).searchParams.get('uploadId') ?? '';
    for (const url of [
      withQuery(one.signed.url, 'partNumber', '2'),
      withQuery(one.signed.url, 'uploadId', multipartId),
    ]) {
      expect(await send({ ...one.signed, url }, HELLO)).toBe(403);
    }
    expect([await one.stored(), await other.stored()]).toEqual([[], []]);
  });

  it('is refused with the signature of another part', async () => {
    const { signed, upload } = await open();
    const { body } = await callApi('POST', `/v1/uploads/${upload.upload_id}/parts`, {
      as: EDITOR,
      body: { form: 'template', parts: [{ n: 2, checksum: sum(HELLO).value }] },
    });
    const url = withQuery(signed.url, 'X-Amz-Signature', body.parts[0].signature);
    expect(await send({ ...signed, url }, HELLO)).toBe(403);
  });

  it('is refused once it has expired', async () => {
    const { signed, stored } = await open();
    const multipartId = new URL(signed.url).searchParams.get('uploadId') ?? '';
    const parts = [{ n: 3, sizeBytes: 5, checksum: sum(HELLO).value }];
    const request = { key: keyIn(signed.url), multipartId, parts, algorithm: 'CRC32', expiresInSeconds: 3600 } as const;
    const [old] = await oldStorage.signParts(request);
    expect(old && (await send(old, HELLO))).toBe(403);
    expect(await stored()).toEqual([]);
  });

  it.for(LENGTHS)('is refused with %j in place of five bytes', async (body, { skip }) => {
    skip(!isEmbedded(), 'LocalStack does not compare a signed Content-Length');
    const upload = await create({ size_bytes: SIZE + 5 });
    const { url, headers } = upload.parts[2];
    expect(await send({ url, headers }, Buffer.from(body))).toBe(403);
  });
});

describe('the signed form of a small file', () => {
  const sign = async (): Promise<SignedForm> => (await create({ checksum: sum(HELLO), upload_form: 'post' })).form;

  it('is taken as it is', async () => {
    expect(await post(await sign(), HELLO)).toBe(201);
  });

  it.for<[string, (fields: Readonly<Record<string, string>>) => Record<string, string>, string, readonly number[]]>([
    ['to another key', (fields) => ({ ...fields, key: `${fields.key}0` }), 'hello', [403]],
    [
      'to another tenant’s key',
      (fields) => ({ ...fields, key: `${fields.key}`.replace('tampering', 'acme') }),
      'hello',
      [403],
    ],
    [
      'with the checksum of other bytes',
      (fields) => ({ ...fields, [CRC32]: sum(Buffer.from('jello')).value }),
      'jello',
      [403],
    ],
    ['without its checksum', withoutChecksum, 'hello', [403]],
    ['with a field of its own', (fields) => ({ ...fields, acl: 'public-read' }), 'hello', [403]],
    ['with a changed signature', (fields) => ({ ...fields, 'x-amz-signature': '0'.repeat(64) }), 'hello', [403]],
    ['with other bytes of that length', (fields) => ({ ...fields }), 'jello', [400]],
    ['with more bytes', (fields) => ({ ...fields }), 'hello, world', [400]],
    ['with fewer bytes', (fields) => ({ ...fields }), 'hell', [400]],
  ])('is refused %s', async ([name, change, body, refused], { skip }) => {
    skip(!isEmbedded() && FORMS_LOCALSTACK_TAKES.has(name), 'LocalStack does not check this of a form');
    const { url, fields } = await sign();
    expect(refused).toContain(await post({ url, fields: change(fields) }, Buffer.from(body)));
    expect(await storage.head(fields.key ?? '')).toBeUndefined();
  });

  it('is refused once it has expired', async () => {
    const { fields } = await sign();
    const old = await oldStorage.signPost({ key: fields.key ?? '', minBytes: 5, maxBytes: 5, expiresInSeconds: 3600 });
    expect(await post(old, HELLO)).toBe(403);
  });
});
