import { parseArgs } from 'node:util';
import { startFakeService } from '@sluice/client/testing';
import type { NullServerMessage } from './start-null-server.ts';

/**
 * A process of its own that is our API and the storage behind it, which takes every byte and keeps none, unless parts are
 * to go elsewhere. Asked for anything, it says what it has counted. Ends with the process that started it.
 */
const { values } = parseArgs({
  options: {
    'max-concurrency': { type: 'string', default: '8' },
    // Of each connection.
    'bytes-per-second': { type: 'string', default: 'Infinity' },
    'storage-url': { type: 'string' },
  },
});
const MIB = 1024 ** 2;

const service = await startFakeService({
  ...{ swallow: true, partSize: 8 * MIB, multipartFrom: 16 * MIB, partsPerPage: 1000 },
  maxConcurrency: Number(values['max-concurrency']),
  bytesPerSecond: Number(values['bytes-per-second']),
  ...(values['storage-url'] !== undefined && { storageUrl: values['storage-url'] }),
});

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
say({ kind: 'listening', apiUrl: service.baseUrl });
