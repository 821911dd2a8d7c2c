import http from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { sourceOfBytes } from '@sluice/client';
import { createNodeClient, openFile } from '@sluice/client/node';

export const PART_BYTES = 8 * 1024 ** 2;
export const CONCURRENCY = 8;

/** Sends the whole content once; resolves when all of it is there. */
export type Sender = () => Promise<unknown>;

export type Targets = {
  /** Of our API, which signs for `s3Url`. */
  readonly apiUrl: string;
  readonly s3Url: string;
};

/** What is compared: each sends the same bytes in the same parts, as many at once, to the same server. */
export function createSenders({ apiUrl, s3Url }: Targets, bytes: Uint8Array<ArrayBuffer>, path: string) {
  const parts = Array.from({ length: Math.ceil(bytes.byteLength / PART_BYTES) }, (_, n) =>
    bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES),
  );
  const client = createNodeClient({ baseUrl: apiUrl, token: 'good' });
  const config = {
    endpoint: s3Url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const s3 = new S3Client(config);
  const s3Unchecked = new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const uploadWith = (s3Client: S3Client) => () =>
    new Upload({
      client: s3Client,
      params: { Bucket: 'bench', Key: 'bench', Body: bytes },
      partSize: PART_BYTES,
      queueSize: CONCURRENCY,
    }).done();
  const agent = new http.Agent({ keepAlive: true });
  const putRaw = (body: Uint8Array, given: Record<string, string> = {}) =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-length': body.byteLength, ...given };
      const request = http.request(`${s3Url}/raw`, { method: 'PUT', agent, headers }, (answer) => {
        answer.on('end', resolve).resume();
      });
      request.on('error', reject).end(body);
    });
  const putRawWithCrc32 = (body: Uint8Array) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(body));
    return putRaw(body, { 'x-amz-checksum-crc32': value.toString('base64') });
  };
  const putFetch = async (body: Uint8Array<ArrayBuffer>) => {
    await (await fetch(`${s3Url}/raw`, { method: 'PUT', body })).arrayBuffer();
  };
  const sendAll = (put: (body: Uint8Array<ArrayBuffer>) => Promise<void>): Sender => {
    return async () => {
      const queue = parts.values();
      const worker = async () => {
        for (const part of queue) await put(part);
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    };
  };
  const options = { concurrency: CONCURRENCY };
  const sendFile = (checksum: 'CRC32' | false): Sender => {
    return async () => {
      const source = await openFile(path);
      await client.uploadFile(source, { ...options, checksum }).finally(() => source.close());
    };
  };
  return {
    raw: sendAll((body) => putRaw(body)),
    raw_crc32: sendAll(putRawWithCrc32),
    fetch: sendAll(putFetch),
    ours: () => client.uploadFile(sourceOfBytes(bytes, 'bench'), { ...options, checksum: false }),
    ours_crc32: () => client.uploadFile(sourceOfBytes(bytes, 'bench'), options),
    ours_file: sendFile(false),
    ours_file_crc32: sendFile('CRC32'),
    // Its default is CRC32, too.
    lib_storage_crc32: uploadWith(s3),
    lib_storage: uploadWith(s3Unchecked),
  } satisfies Record<string, Sender>;
}
