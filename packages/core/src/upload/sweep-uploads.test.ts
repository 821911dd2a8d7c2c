import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import type { UploadDeps } from './deps.ts';
import { inMemoryOpenUploads } from './in-memory-open-uploads.ts';
import { caller, large, setUpUpload, small } from './set-up-upload.ts';
import { createSweepUploads } from './sweep-uploads.ts';
import type { UploadRequest } from './upload-request.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function setUp(more: Partial<UploadDeps> = {}) {
  const world = setUpUpload();
  const deps = { ...world.deps, ...more };
  const openUploads = inMemoryOpenUploads(world.ports.uploads);
  const declare = async (request: UploadRequest = small, key = 'key-1') =>
    createCreateUpload(deps)(caller, key, request);
  const load = async (id: string) => (await world.ports.uploads.load({ tenantId: 'acme', id }))?.record;
  return {
    ...world,
    deps,
    declare,
    load,
    status: async (id: string) => (await load(id))?.status,
    sweep: createSweepUploads({ ...deps, openUploads }),
  };
}

describe('a sweep', () => {
  it('finishes an upload whose event was lost, once', async () => {
    const { declare, send, clock, sweep, snapshot, status } = setUp();
    const { upload, parts } = await declare();
    send(parts);
    clock.advance(2 * MINUTE);
    const { uploadId } = upload;
    expect(await sweep()).toMatchObject({ looked: 1, notable: [{ uploadId, look: 'recovered' }], failed: [] });
    expect(await status(uploadId)).toBe('completed');
    expect((await snapshot()).executions).toHaveLength(1);
    clock.advance(10 * MINUTE);
    await sweep();
    expect(await sweep()).toMatchObject({ looked: 0 });
    expect((await snapshot()).executions).toHaveLength(1);
  });

  it('recovers five hundred in one go, over several pages', async () => {
    const { declare, send, clock, sweep, snapshot } = setUp();
    for (let n = 0; n < 500; n += 1) send((await declare(small, `key-${n}`)).parts);
    clock.advance(2 * MINUTE);
    const { notable } = await sweep();
    expect(notable.filter(({ look }) => look === 'recovered')).toHaveLength(500);
    expect((await snapshot()).executions).toHaveLength(500);
  });

  it('begins no further page when its time is over, and the next one goes on', async () => {
    const { declare, send, clock, sweep } = setUp();
    for (let n = 0; n < 450; n += 1) send((await declare(small, `key-${n}`)).parts);
    clock.advance(2 * MINUTE);
    expect((await sweep({ until: clock() })).looked).toBe(200);
    expect((await sweep({ until: clock() })).looked).toBe(200);
    expect((await sweep({ until: clock() })).looked).toBe(50);
  });

  it('leaves alone what is not due', async () => {
    const { declare, send, clock, sweep } = setUp();
    send((await declare()).parts);
    clock.advance(MINUTE);
    expect(await sweep()).toMatchObject({ looked: 0 });
  });

  it('lets a client that is still sending go on', async () => {
    const { declare, clock, sweep, send, deps, status } = setUp();
    const { upload, parts } = await declare(large);
    for (let hours = 0; hours < 5; hours += 1) {
      expect((await sweep()).notable).toEqual([]);
      clock.advance(10 * MINUTE);
    }
    send(parts);
    expect(await status(upload.uploadId)).toBe('uploading');
    expect((await createCompleteUpload(deps)(caller, upload.uploadId)).status).toBe('completed');
  });

  it.each([
    ['of one PUT', small],
    ['of parts', large],
  ])('ends an upload %s that nobody sends in time, and removes what is there', async (_, request) => {
    const { declare, clock, sweep, send, snapshot, load, ports } = setUp();
    const { upload, parts } = await declare(request);
    send(parts.slice(1));
    clock.advance(7 * DAY + MINUTE);
    expect((await sweep()).notable).toMatchObject([{ uploadId: upload.uploadId, look: 'expired' }]);
    const { uploads, objects, openMultiparts } = await snapshot();
    expect([objects, openMultiparts]).toEqual([[], []]);
    expect(uploads[0]?.facts.map(({ fact }) => fact.type)).toEqual(['upload.created', 'upload.expired']);
    expect(ports.quotas.takenUp('acme')).toMatchObject({ openUploads: 0, storedBytes: 0 });
    // Nothing that was signed works any longer.
    clock.advance(2 * 60 * MINUTE);
    await sweep();
    expect((await load(upload.uploadId))?.lookAt).toBeUndefined();
  });

  it('removes what arrived after an upload was given up, when the event of it was lost too', async () => {
    const { declare, clock, sweep, send, deps, snapshot } = setUp();
    const { upload, parts } = await declare();
    await createAbortUpload(deps)(caller, upload.uploadId);
    clock.advance(2 * MINUTE);
    await sweep();
    clock.advance(50 * MINUTE);
    expect(send(parts)).toEqual([200]);
    expect((await sweep()).looked).toBe(0);
    clock.advance(10 * MINUTE);
    expect((await sweep()).notable).toMatchObject([{ look: 'cleared' }]);
    expect((await snapshot()).objects).toEqual([]);
  });

  it('puts parts together that somebody died over', async () => {
    const { declare, clock, sweep, send, deps, snapshot } = setUp();
    const { upload, parts } = await declare(large);
    send(parts);
    const storage = { ...deps.storage, completeMultipart: () => Promise.reject(new Error('died')) };
    await expect(createCompleteUpload({ ...deps, storage })(caller, upload.uploadId)).rejects.toThrow('died');
    clock.advance(2 * MINUTE);
    expect((await sweep()).notable).toMatchObject([{ uploadId: upload.uploadId, look: 'recovered' }]);
    expect((await snapshot()).executions).toHaveLength(1);
  });

  it('fails an upload whose parts S3 has lost after its client had done its part', async () => {
    const { declare, clock, sweep, send, deps, snapshot, ports } = setUp();
    const { upload, parts } = await declare(large);
    send(parts);
    const storage = { ...deps.storage, completeMultipart: () => Promise.reject(new Error('died')) };
    await expect(createCompleteUpload({ ...deps, storage })(caller, upload.uploadId)).rejects.toThrow('died');
    await ports.storage.abortMultipart({ key: upload.objectKey, multipartId: upload.multipartId ?? '' });
    clock.advance(2 * MINUTE);
    expect((await sweep()).notable).toMatchObject([{ look: 'failed' }]);
    expect((await snapshot()).uploads[0]?.facts.at(-1)?.fact).toEqual({
      type: 'upload.failed',
      payload: { schema_version: 1, upload_id: upload.uploadId, reason: 'parts_lost' },
    });
    expect(ports.quotas.takenUp('acme')).toMatchObject({ openUploads: 0, storedBytes: 0 });
  });

  it('asks a worker again, where many parts wait for one for too long', async () => {
    const { declare, clock, sweep, send, deps, ports } = setUp({ assembleInQueueAbove: 2 });
    const { upload, parts } = await declare(large);
    send(parts);
    await createCompleteUpload(deps)(caller, upload.uploadId);
    expect(ports.assembly.receive()).toHaveLength(1);
    clock.advance(10 * MINUTE);
    await sweep();
    expect(ports.assembly.receive()).toEqual([]);
    clock.advance(20 * MINUTE);
    await sweep();
    expect(ports.assembly.receive()).toMatchObject([{ uploadId: upload.uploadId }]);
  });

  it('sees to it that a completed upload has its file, where whoever completed it died', async () => {
    const { declare, clock, sweep, send, deps, snapshot } = setUp();
    const { upload, parts } = await declare();
    send(parts);
    const registerFile = () => Promise.reject(new Error('died'));
    await expect(createCompleteUpload({ ...deps, registerFile })(caller, upload.uploadId)).rejects.toThrow('died');
    clock.advance(6 * MINUTE);
    expect((await sweep()).notable).toMatchObject([{ look: 'recovered' }]);
    const { files, executions } = await snapshot();
    expect([files.length, executions.length]).toEqual([1, 1]);
  });

  it('does not look at what its event has seen to', async () => {
    const { declare, clock, sweep, send, deps, snapshot } = setUp();
    send((await declare()).parts);
    for (const object of (await snapshot()).objects) await createAcceptObject(deps)(object);
    clock.advance(DAY);
    expect((await sweep()).looked).toBe(0);
  });

  it('goes on with the others when one cannot be looked at, and looks at that one again', async () => {
    const { declare, clock, send, deps, ports, sweep } = setUp();
    const broken = await declare(small, 'broken');
    const other = await declare(small, 'other');
    send([...broken.parts, ...other.parts]);
    clock.advance(2 * MINUTE);
    const head = async (key: string) => {
      if (key === broken.upload.objectKey) throw new Error('S3 is not well');
      return deps.storage.head(key);
    };
    const openUploads = inMemoryOpenUploads(ports.uploads);
    const swept = await createSweepUploads({ ...deps, storage: { ...deps.storage, head }, openUploads })();
    expect(swept.notable).toMatchObject([{ uploadId: other.upload.uploadId }]);
    expect(swept.failed).toMatchObject([{ uploadId: broken.upload.uploadId, error: { message: 'S3 is not well' } }]);
    expect((await sweep()).notable).toMatchObject([{ uploadId: broken.upload.uploadId, look: 'recovered' }]);
  });
});
