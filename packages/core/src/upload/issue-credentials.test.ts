import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { computeChecksum } from './compute-checksum.ts';
import { createCreateUpload } from './create-upload.ts';
import { inMemoryUploadCredentials } from './in-memory-upload-credentials.ts';
import { createIssueCredentials } from './issue-credentials.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';

const DAY = 24 * 3600 * 1000;

async function setUp(request = large) {
  const world = setUpUpload();
  const credentials = inMemoryUploadCredentials({ clock: world.clock });
  const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', request);
  const { uploadId, objectKey: key } = upload;
  /** What a tool with the credentials does: an object under the key that none of our parts is in. */
  const putOwn = async (sizeBytes = request.sizeBytes) => {
    const bytes = Buffer.alloc(sizeBytes);
    const checksum = { algorithm: 'CRC32', value: computeChecksum('CRC32', bytes) } as const;
    await world.ports.storage.put({ key, bytes, checksum });
  };
  return {
    ...world,
    parts,
    upload,
    putOwn,
    issue: (who = caller) => createIssueCredentials({ ...world.deps, credentials })(who, uploadId),
    complete: () => createCompleteUpload(world.deps)(caller, uploadId),
    accept: async () => {
      const [object] = world.ports.storage.objects();
      return object && createAcceptObject(world.deps)(object);
    },
    abort: () => createAbortUpload(world.deps)(caller, uploadId),
  };
}

describe('credentials of an upload', () => {
  it('are for its key, while it lives', async () => {
    const { issue, upload, clock } = await setUp();
    expect(await issue()).toMatchObject({ key: upload.objectKey });
    clock.advance(7 * DAY - 60_000);
    expect(await issue()).toMatchObject({ expiresAt: upload.expiresAt });
  });

  it('are not given once it is over or has expired, nor to others', async () => {
    const { issue, abort } = await setUp();
    await expect(issue({ ...caller, userId: 'user-2' })).rejects.toMatchObject({ code: 'not_found' });
    await abort();
    await expect(issue()).rejects.toMatchObject({ code: 'state_conflict' });
    const late = await setUp();
    late.clock.advance(7 * DAY);
    await expect(late.issue()).rejects.toMatchObject({ code: 'upload_expired' });
  });
});

describe('an object that a tool with such credentials has put', () => {
  it.each(['complete', 'accept'] as const)('finishes the upload by %s, and our own parts are given up', async (how) => {
    const { putOwn, snapshot, send, parts, ...world } = await setUp();
    send(parts.slice(0, 1));
    await putOwn();
    await world[how]();
    const { uploads, files, openMultiparts, objects, executions } = await snapshot();
    expect(uploads[0]?.record).toMatchObject({ status: 'completed', versionId: objects[0]?.versionId });
    expect([files.length, executions.length, openMultiparts]).toEqual([1, 1, []]);
  });

  it('finishes an upload of one request too', async () => {
    const { putOwn, complete } = await setUp(small);
    await putOwn();
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it('is refused when it is not as large as declared, and our parts are kept', async () => {
    const { putOwn, complete, ports } = await setUp();
    await putOwn(16 * MIB);
    await expect(complete()).rejects.toMatchObject({ code: 'size_mismatch' });
    expect(ports.storage.openMultiparts()).toHaveLength(1);
  });
});
