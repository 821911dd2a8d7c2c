import { beforeEach, describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import type { Caller } from './deps.ts';
import { createFindByFingerprint } from './find-by-fingerprint.ts';
import { caller, setUpUpload, small } from './set-up-upload.ts';

let world: ReturnType<typeof setUpUpload>;
beforeEach(() => {
  world = setUpUpload();
});
const create = async (who: Caller, key: string, fingerprint = 'print-1') =>
  (await createCreateUpload(world.deps)(who, key, { ...small, fingerprint })).upload.uploadId;
const find = async (who: Caller, fingerprint = 'print-1') =>
  (await createFindByFingerprint(world.deps)(who, fingerprint)).map(({ uploadId }) => uploadId);

describe('finding an upload by what its client knows the file by', () => {
  it('answers the open ones, newest first', async () => {
    const first = await create(caller, 'a');
    const second = await create(caller, 'b');
    await create(caller, 'c', 'print-2');
    expect(await find(caller)).toEqual([second, first]);
    await createAbortUpload(world.deps)(caller, second);
    expect(await find(caller)).toEqual([first]);
  });

  it('answers nobody else’s, not even to an admin', async () => {
    await create(caller, 'a');
    expect(await find({ ...caller, userId: 'user-2', seesAll: true })).toEqual([]);
    expect(await find({ ...caller, tenantId: 'globex' })).toEqual([]);
    expect(await find({ ...caller, token: { tokenId: 'token-1' } })).toEqual([]);
  });

  it('answers none that has expired', async () => {
    await create(caller, 'a');
    world.clock.advance(7 * 24 * 3600 * 1000);
    expect(await find(caller)).toEqual([]);
  });
});
