import { beforeEach, describe, expect, it } from 'vitest';
import { createAbortUpload } from './abort-upload.ts';
import { createCreateUpload } from './create-upload.ts';
import { createCreateUploadToken, sealTokenOf } from './create-upload-token.ts';
import type { Caller } from './deps.ts';
import { findUpload } from './find-upload.ts';
import { createListUploads } from './list-uploads.ts';
import { createRevokeUploadToken } from './revoke-upload-token.ts';
import { createUploadTokenSeal } from './seal-upload-token.ts';
import { caller, setUpUpload, small } from './set-up-upload.ts';
import type { UploadRequest } from './upload-request.ts';
import { createVerifyUploadToken } from './verify-upload-token.ts';

const seal = createUploadTokenSeal(async () => 'a secret');
const request = { maxFiles: 2, maxBytes: 1000, mimeTypes: ['text/*'], expiresInSeconds: 3600 };
const DAY = 24 * 3600 * 1000;

let world: ReturnType<typeof setUpUpload>;
let verify: ReturnType<typeof createVerifyUploadToken>;
beforeEach(() => {
  world = setUpUpload();
  verify = createVerifyUploadToken({ ...world.deps, seal });
});

const make = (key = 'key-1', more: Partial<typeof request> = {}) =>
  createCreateUploadToken({ ...world.deps, seal })(caller, key, { ...request, ...more });

/** The caller a token makes. */
async function comeWith(token: string): Promise<Caller> {
  const verdict = await verify(token);
  if (verdict.kind === 'refused') throw new Error(verdict.reason);
  const { tenantId, userId, tokenId, uploadId, limits } = verdict.principal;
  const scope = { tokenId, ...(uploadId !== undefined && { uploadId }), ...(limits && { limits }) };
  return { tenantId, userId, seesAll: false, correlationId: 'correlation-2', token: scope };
}
const page = async (key?: string, more?: Partial<typeof request>) => comeWith((await make(key, more)).token);
const create = (who: Caller, key: string, more: Partial<UploadRequest> = {}) =>
  createCreateUpload(world.deps)(who, key, { ...small, ...more });

describe('an upload token', () => {
  it('is the same when its request is repeated, a second later too', async () => {
    const first = await make();
    world.clock.advance(1000);
    expect(await make()).toEqual(first);
  });

  it('is not made twice with one key and other limits', async () => {
    await make();
    await expect(make('key-1', { maxFiles: 3 })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  it('names who made it, and its limits', async () => {
    expect(await page()).toMatchObject({
      tenantId: 'acme',
      userId: 'user-1',
      token: { limits: { maxFiles: 2, maxBytes: 1000, mimeTypes: ['text/*'] } },
    });
  });

  it('ends when its time is over', async () => {
    const { token, record } = await make();
    expect(record.expiresAt).toBe('2026-01-01T01:00:00.000Z');
    world.clock.advance(3600 * 1000 - 1);
    expect(await verify(token)).toMatchObject({ kind: 'valid' });
    world.clock.advance(1);
    expect(await verify(token)).toEqual({ kind: 'refused', reason: 'expired token' });
  });

  it('ends when it is revoked by who made it or an admin, and by nobody else', async () => {
    const { token, record } = await make();
    const revoke = createRevokeUploadToken(world.deps);
    await expect(revoke({ ...caller, userId: 'user-2' }, record.tokenId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(revoke({ ...caller, tenantId: 'globex' }, record.tokenId)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await verify(token)).toMatchObject({ kind: 'valid' });
    await revoke({ ...caller, userId: 'user-2', seesAll: true }, record.tokenId);
    await revoke(caller, record.tokenId);
    expect(await verify(token)).toEqual({ kind: 'refused', reason: 'revoked token' });
  });

  it('that was never made is refused, and so is one of another secret', async () => {
    const claims = { tenantId: 'acme', tokenId: world.deps.ids(), userId: 'user-1', expiresAt: 4_000_000_000 };
    expect(await verify(await seal.seal(claims))).toEqual({ kind: 'refused', reason: 'revoked token' });
    const theirs = createUploadTokenSeal(async () => 'guessed');
    expect(await verify(await theirs.seal(claims))).toEqual({ kind: 'refused', reason: 'forged token' });
  });
});

describe('uploads made with a token', () => {
  it('are of who made the token, and say with which', async () => {
    const who = await page();
    const { upload } = await create(who, 'a');
    expect(upload).toMatchObject({ ownerId: 'user-1', tokenId: who.token?.tokenId });
    expect(await findUpload(world.deps, caller, upload.uploadId)).toEqual(upload);
  });

  it('are as many as it allows; a repeat is none more', async () => {
    const who = await page();
    const { upload } = await create(who, 'a');
    await create(who, 'b');
    await expect(create(who, 'c')).rejects.toMatchObject({
      code: 'token_scope',
      message: expect.stringContaining('2 files'),
    });
    expect((await create(who, 'a')).upload.uploadId).toBe(upload.uploadId);
  });

  it('have keys of their own: the owner’s are others', async () => {
    const mine = await create(caller, 'a');
    const theirs = await create(await page(), 'a');
    expect(theirs.upload.uploadId).not.toBe(mine.upload.uploadId);
  });

  it.each<[string, Partial<UploadRequest>, object]>([
    [
      'larger than it allows',
      { sizeBytes: 1001 },
      { code: 'file_too_large', message: expect.stringContaining('1000') },
    ],
    [
      'of another type',
      { mimeType: 'image/png' },
      { code: 'type_not_allowed', message: expect.stringContaining('text/*') },
    ],
    ['with a priority', { priority: 10 }, { code: 'token_scope', message: expect.stringContaining('priority') }],
    ['with tags', { tags: ['a'] }, { code: 'token_scope' }],
    [
      'with what only its maker may say',
      { callbackUrl: 'https://evil.test' } as Partial<UploadRequest>,
      { code: 'token_scope', errors: [{ pointer: '/callback_url', detail: expect.any(String) }] },
    ],
    [
      'with more metadata than a page has to say',
      { metadata: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`field-${index}`, 'x'])) },
      { code: 'token_scope' },
    ],
  ])('are refused %s', async (_, more, refusal) => {
    await expect(create(await page(), 'a', more)).rejects.toMatchObject(refusal);
  });

  it('may carry a few words of metadata and a path', async () => {
    const { upload } = await create(await page(), 'a', { metadata: { form: 'claim' }, relativePath: 'a/b.txt' });
    expect(upload).toMatchObject({ metadata: { form: 'claim' }, relativePath: 'a/b.txt' });
  });

  it('are all that it finds and lists, newest first', async () => {
    const who = await page();
    const other = await page('key-2');
    const mine = await create(caller, 'a');
    const one = await create(who, 'a');
    const two = await create(who, 'b');
    const foreign = await create(other, 'a');
    for (const { upload } of [mine, foreign]) {
      await expect(findUpload(world.deps, who, upload.uploadId)).rejects.toMatchObject({ code: 'not_found' });
    }
    const { items } = await createListUploads(world.deps)(who, { limit: 10 });
    expect(items.map(({ uploadId }) => uploadId)).toEqual([two.upload.uploadId, one.upload.uploadId]);
  });
});

describe('the token of one upload', () => {
  it('opens this upload and no other, until the upload expires', async () => {
    const { upload } = await create(caller, 'a');
    const other = await create(caller, 'b');
    const token = await sealTokenOf(seal, upload);
    const who = await comeWith(token);
    expect(await findUpload(world.deps, who, upload.uploadId)).toEqual(upload);
    await expect(findUpload(world.deps, who, other.upload.uploadId)).rejects.toMatchObject({ code: 'not_found' });
    await createAbortUpload(world.deps)(who, upload.uploadId);
    world.clock.advance(7 * DAY);
    expect(await verify(token)).toEqual({ kind: 'refused', reason: 'expired token' });
  });

  it('makes no uploads', async () => {
    const { upload } = await create(caller, 'a');
    const who = await comeWith(await sealTokenOf(seal, upload));
    await expect(create(who, 'b')).rejects.toMatchObject({ code: 'token_scope' });
  });

  it('outlives the time of the token it was made with, and ends when that is revoked', async () => {
    const { record, token } = await make();
    const { upload } = await create(await comeWith(token), 'a');
    const single = await sealTokenOf(seal, upload);
    world.clock.advance(2 * DAY);
    expect(await verify(token)).toMatchObject({ kind: 'refused' });
    expect(await verify(single)).toMatchObject({ kind: 'valid' });
    await world.deps.tokens.revoke(record);
    expect(await verify(single)).toEqual({ kind: 'refused', reason: 'revoked token' });
  });
});
