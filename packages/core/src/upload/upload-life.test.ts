import fc from 'fast-check';
import { describe, it } from 'vitest';
import { inMemoryOpenUploads } from './in-memory-open-uploads.ts';
import { caller, MIB, setUpUpload } from './set-up-upload.ts';
import { liveAndCheck, lives, type ModelWorld } from './upload-life.contract.ts';

const ZEROS = Buffer.alloc(9 * MIB);

function inMemoryWorld(): ModelWorld {
  const { clock, ports, depsOf } = setUpUpload();
  return {
    clock,
    ports,
    depsOf,
    openUploads: inMemoryOpenUploads(ports.uploads),
    send: async (request, sizeBytes) => ports.storage.send(request, ZEROS.subarray(0, sizeBytes)),
    objects: async () => ports.storage.objects(),
    takenUp: async () => ports.quotas.takenUp(caller.tenantId),
  };
}

describe('whatever happens to uploads, and whatever dies meanwhile', () => {
  it.each([
    ['S3 says what arrived', { eventsLost: false, assembleInQueueAbove: 1000 }],
    ['S3 says what arrived, and parts are put together by a worker', { eventsLost: false, assembleInQueueAbove: 2 }],
    ['every event of S3 is lost', { eventsLost: true, assembleInQueueAbove: 1000 }],
  ])('each comes to one end when %s', async (_, options) => {
    await fc.assert(
      fc.asyncProperty(lives(14), (life) => liveAndCheck(inMemoryWorld(), life, options)),
      { numRuns: 300 },
    );
  });
});
