import http from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { sourceOfBytes } from '@sluice/client';
import { createNodeClient, openFile } from '@sluice/client/node';
import type { NullServer } from './start-null-server.ts';

export const PART_BYTES = 8 * 1024 ** 2;
export const CONCURRENCY = 8;

/** Sends the whole content once; resolves when all of it is there. */
export type Sender = () => Promise<unknown>;

/** What is compared: each sends the same bytes in the same parts, as many at once. */
export function createSenders(server: NullServer, bytes: Uint8Array<ArrayBuffer>, path: string) {
  const parts = Array.from({ length: Math.ceil(bytes.byteLength / PART_BYTES) }, (_, n) =>
    bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES),
  );
  const client = createNodeClient({ baseUrl: server.apiUrl, token: 'good' });
  const config = {
    endpoint: server.s3Url,
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
  const putRaw = (body: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-length': body.byteLength };
      const request = http.request(`${server.s3Url}/raw`, { method: 'PUT', agent, headers }, (answer) => {
        answer.on('end', resolve).resume();
      });
      request.on('error', reject).end(body);
    });
  const putFetch = async (body: Uint8Array<ArrayBuffer>) => {
    await (await fetch(`${server.s3Url}/raw`, { method: 'PUT', body })).arrayBuffer();
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
  return {
    raw: sendAll(putRaw),
    fetch: sendAll(putFetch),
    ours: () => client.uploadFile(sourceOfBytes(bytes, 'bench'), { ...options, checksum: false }),
    ours_crc32: () => client.uploadFile(sourceOfBytes(bytes, 'bench'), options),
    ours_file_crc32: async () => {
      const source = await openFile(path);
      await client.uploadFile(source, options).finally(() => source.close());
    },
    // Its default is CRC32, too.
    lib_storage_crc32: uploadWith(s3),
    lib_storage: uploadWith(s3Unchecked),
  } satisfies Record<string, Sender>;
}
