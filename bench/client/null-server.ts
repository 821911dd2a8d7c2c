import { parseArgs } from 'node:util';
import { startFakeService } from '@sluice/client/testing';
import { createNullS3 } from './null-s3.ts';
import type { NullServerMessage } from './start-null-server.ts';

/**
 * A process of its own that takes every byte and keeps none: our API with the storage behind it, and a bare S3. Asked
 * for anything, it says what it has counted. Ends with the process that started it.
 */
const { values } = parseArgs({
  options: {
    'max-concurrency': { type: 'string', default: '8' },
    // Of each connection.
    'bytes-per-second': { type: 'string', default: 'Infinity' },
  },
});
const MIB = 1024 ** 2;

const service = await startFakeService({
  ...{ swallow: true, partSize: 8 * MIB, multipartFrom: 16 * MIB, partsPerPage: 1000 },
  maxConcurrency: Number(values['max-concurrency']),
  bytesPerSecond: Number(values['bytes-per-second']),
});
const s3 = createNullS3().listen(0, '127.0.0.1');
await new Promise((resolve) => s3.once('listening', resolve));
const address = s3.address();
const s3Url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';

const say = (message: NullServerMessage) => process.send?.(message);
process.on('message', () => {
  const uploads = [...service.state.uploads.values()].map(({ view, stored }) => ({
    upload_id: view.upload_id,
    status: view.status,
    part_count: view.part_count,
    stored_bytes: [...stored.values()].reduce((sum, { size }) => sum + size, 0),
  }));
  const puts = service.seen.filter((name) => name.startsWith('PUT ')).length;
  say({
    kind: 'counts',
    bytesReceived: service.bytesReceived(),
    brokenOff: service.brokenOff(),
    requests: service.seen.length,
    puts,
    uploads,
  });
});
process.on('disconnect', () => process.exit());
say({ kind: 'listening', apiUrl: service.baseUrl, s3Url });
