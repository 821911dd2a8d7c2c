import { describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { caller, large, setUpUpload, small } from './set-up-upload.ts';

async function setUp(request = small) {
  const world = setUpUpload();
  const created = await createCreateUpload(world.deps)(caller, 'key-1', request);
  const abort = createAbortUpload(world.deps);
  const { uploadId } = created.upload;
  return { ...world, ...created, uploadId, abort: (who = caller) => abort(who, uploadId) };
}

describe('giving an upload up', () => {
  it.each([
    ['parts were sent', large],
    ['an object was sent', small],
  ])('when %s leaves nothing of it, and says so once', async (_, request) => {
    const { abort, send, parts, snapshot } = await setUp(request);
    send(parts);
    await abort();
    await abort();
    const { uploads, ...rest } = await snapshot();
    expect(rest).toEqual({ files: [], objects: [], openMultiparts: [], executions: [] });
    expect(uploads[0]?.record.status).toBe('aborted');
    expect(uploads[0]?.facts.map(({ fact }) => fact.type)).toEqual(['upload.created', 'upload.aborted']);
  });

  it('ends what was signed for its parts', async () => {
    const { abort, send, parts } = await setUp(large);
    await abort();
    expect(send(parts)).toEqual([404, 404, 404]);
  });

  it('is refused once it became a file, which stays', async () => {
    const { abort, send, parts, deps, uploadId, snapshot } = await setUp();
    send(parts);
    await createCompleteUpload(deps)(caller, uploadId);
    const before = await snapshot();
    await expect(abort()).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await snapshot()).toEqual(before);
  });

  it.each([
    ['another user', { userId: 'user-2' }],
    ['another tenant', { tenantId: 'other' }],
  ])('by %s finds nothing', async (_, other) => {
    const { abort, snapshot } = await setUp();
    await expect(abort({ ...caller, ...other })).rejects.toMatchObject({ name: 'NotFoundError' });
    expect((await snapshot()).uploads[0]?.record.status).toBe('pending');
  });
});
