import { describe, expect, it } from 'vitest';
import { createCreateUpload } from './create-upload.ts';
import { caller, large, setUpUpload, small } from './set-up-upload.ts';
import type { UploadRequest } from './upload-request.ts';

const DAY = 24 * 3600 * 1000;
const setUp = (...policies: Parameters<typeof setUpUpload>) => {
  const world = setUpUpload(...policies);
  const create = createCreateUpload(world.deps);
  return { ...world, create: (request: UploadRequest, key = 'key-1', who = caller) => create(who, key, request) };
};

describe('a created upload', () => {
  it('is what was declared, under ids of the server', async () => {
    const { create, clock } = setUp();
    const request = {
      ...small,
      relativePath: 'a/b',
      metadata: { project: 'x' },
      tags: ['t'],
      priority: 9,
      checksum: { algorithm: 'CRC32', value: 'NhCmhg==' },
    } as const;
    const { upload } = await create(request);
    expect(upload).toMatchObject(request);
    expect(upload).toMatchObject({
      tenantId: 'acme',
      ownerId: 'user-1',
      version: 1,
      status: 'pending',
      correlationId: 'correlation-1',
      objectKey: `t/acme/${upload.uploadId}`,
      createdAt: new Date(clock()).toISOString(),
      expiresAt: new Date(clock() + 7 * DAY).toISOString(),
    });
    expect(new Set([upload.uploadId, upload.fileId]).size).toBe(2);
  });

  it('has no metadata, no tags and the middle priority when nothing is said', async () => {
    const { create } = setUp();
    expect((await create(small)).upload).toMatchObject({ metadata: {}, tags: [], priority: 5 });
  });

  it('of a small content is one PUT that stores it', async () => {
    const { create, send, ports } = setUp();
    const { upload, parts } = await create(small);
    expect(upload).toMatchObject({ strategy: 'single', partCount: 1 });
    expect(send(parts)).toEqual([200]);
    expect(await ports.storage.head(upload.objectKey)).toMatchObject({ sizeBytes: 5 });
  });

  it('of no bytes at all is one PUT', async () => {
    const { create, send } = setUp();
    const { parts } = await create({ ...small, sizeBytes: 0 });
    expect(send(parts)).toEqual([200]);
  });

  it('of a large content is under way in parts, each of its own size', async () => {
    const { create, send, ports } = setUp();
    const { upload, parts } = await create(large);
    expect(upload).toMatchObject({ strategy: 'multipart', status: 'uploading', partCount: 3 });
    expect(parts.map(({ n, sizeBytes }) => [n, sizeBytes])).toEqual([
      [1, 8 * 1024 ** 2],
      [2, 8 * 1024 ** 2],
      [3, 1],
    ]);
    expect(send(parts)).toEqual([200, 200, 200]);
    expect(ports.storage.openMultiparts()).toEqual([upload.multipartId]);
  });

  it('carries at most a thousand signed parts', async () => {
    const { create } = setUp();
    const { upload, parts } = await create({ ...large, sizeBytes: 10e9 });
    expect(upload.partCount).toBeGreaterThan(1000);
    expect(parts).toHaveLength(1000);
  });

  it('is told to the world once, by a fact without its content', async () => {
    const { create, snapshot } = setUp();
    const { upload } = await create(small);
    const { uploads } = await snapshot();
    expect(uploads[0]?.facts.map(({ fact }) => fact)).toEqual([
      {
        type: 'upload.created',
        payload: {
          schema_version: 1,
          upload_id: upload.uploadId,
          filename: 'a "b".txt',
          mime_type: 'text/plain',
          size_bytes: 5,
          owner_id: 'user-1',
        },
      },
    ]);
  });
});

describe('an upload whose parts are asked for later', () => {
  it.each([
    ['one PUT', small],
    ['parts', large],
  ])('of %s is opened, and answers no signed request', async (_, request) => {
    const { deps, ports } = setUp();
    const { upload, parts } = await createCreateUpload(deps)(caller, 'key-1', request, { sign: 'none' });
    expect(parts).toEqual([]);
    expect(ports.storage.openMultiparts()).toEqual(upload.multipartId === undefined ? [] : [upload.multipartId]);
  });

  it('is the same upload when it is asked for again with its URLs', async () => {
    const { deps, create } = setUp();
    const { upload } = await createCreateUpload(deps)(caller, 'key-1', small, { sign: 'none' });
    expect(await create(small)).toMatchObject({ upload: { uploadId: upload.uploadId }, parts: [{ n: 1 }] });
  });
});

describe('an upload by a form', () => {
  it('answers the form instead of a part, for exactly its bytes and checksum', async () => {
    const { deps, ports } = setUp();
    const request = { ...small, checksum: { algorithm: 'CRC32', value: 'NhCmhg==' } } as const;
    const { parts, form } = await createCreateUpload(deps)(caller, 'key-1', request, { uploadForm: 'post' });
    expect(parts).toEqual([]);
    const sent = ['hell', 'jello', 'hello'].map((body) => form && ports.storage.sendForm(form, Buffer.from(body)));
    expect(sent).toEqual([400, 400, 201]);
  });

  it('is refused for a file of many parts, and leaves nothing', async () => {
    const { deps, snapshot } = setUp();
    const created = createCreateUpload(deps)(caller, 'key-1', large, { uploadForm: 'post' });
    await expect(created).rejects.toMatchObject({ code: 'invalid_request', errors: [{ pointer: '/upload_form' }] });
    expect((await snapshot()).uploads).toEqual([]);
  });
});

describe('an upload in parts with a checksum', () => {
  it.each([
    ['of all bytes', { algorithm: 'CRC64NVME', value: 'M3eFcAZSQlc=' }],
    ['of an algorithm only', { algorithm: 'SHA256' }],
  ] as const)('%s answers no signed request, for each needs the checksum of its part', async (_, checksum) => {
    const { create } = setUp();
    const { upload, parts } = await create({ ...large, checksum });
    expect(upload).toMatchObject({ status: 'uploading', checksum });
    expect(parts).toEqual([]);
  });
});

describe('a repeated request', () => {
  it.each([
    ['one PUT', small],
    ['parts', large],
  ])('for %s answers the same upload with URLs that work', async (_, request) => {
    const { create, clock, send, snapshot } = setUp();
    const first = await create(request);
    clock.advance(2 * 3600 * 1000);
    const second = await create(request);
    expect(second.upload).toEqual(first.upload);
    expect(second.parts.map(({ url }) => url)).not.toEqual(first.parts.map(({ url }) => url));
    expect(new Set(send(first.parts))).toEqual(new Set([403]));
    expect(new Set(send(second.parts))).toEqual(new Set([200]));
    expect((await snapshot()).uploads).toHaveLength(1);
  });

  it('with another body is refused', async () => {
    const { create, snapshot } = setUp();
    await create(small);
    await expect(create({ ...small, sizeBytes: 6 })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    expect((await snapshot()).uploads).toHaveLength(1);
  });

  it('answers no URLs once the upload is over', async () => {
    const { create, ports } = setUp();
    const { upload } = await create(small);
    await ports.uploads.commit({
      key: { tenantId: 'acme', id: upload.uploadId },
      record: { ...upload, status: 'aborted' },
      facts: [],
      expectedVersion: 1,
    });
    expect(await create(small)).toEqual({ upload: { ...upload, status: 'aborted' }, parts: [] });
  });

  it('of another user or with another key is another upload', async () => {
    const { create, snapshot } = setUp();
    await create(small);
    await create(small, 'key-2');
    await create(small, 'key-1', { ...caller, userId: 'user-2' });
    expect((await snapshot()).uploads).toHaveLength(3);
  });

  it('at the same time makes one upload', async () => {
    const { create, snapshot } = setUp();
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(large)));
    expect(new Set(answers.map(({ upload }) => upload.uploadId)).size).toBe(1);
    const { uploads, openMultiparts } = await snapshot();
    expect(uploads).toHaveLength(1);
    expect(openMultiparts).toEqual([uploads[0]?.record.multipartId]);
  });
});

describe('an upload that is not allowed', () => {
  const sha256 = { algorithm: 'SHA256', value: `${'A'.repeat(43)}=` } as const;
  it.each<[string, UploadRequest]>([
    ['in parts with a digest of all bytes, which S3 would not know', { ...large, checksum: sha256 }],
    ['with a checksum that is too short', { ...small, checksum: { algorithm: 'CRC64NVME', value: 'AAAAAA==' } }],
    ['with a checksum that is no base64', { ...small, checksum: { algorithm: 'CRC32', value: 'AAAAAA=' } }],
  ])('is refused when it comes %s', async (_, request) => {
    const { create, snapshot } = setUp();
    await expect(create(request)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/checksum/value' }],
    });
    expect((await snapshot()).uploads).toEqual([]);
  });

  const policies = { acme: { maxFileBytes: 100, allowedTypes: ['image/*', 'text/plain'] } };
  it.each<[string, Partial<UploadRequest>, string, string]>([
    ['larger than its tenant may', { sizeBytes: 101 }, 'file_too_large', '/size_bytes'],
    ['of a type its tenant may not', { mimeType: 'text/html' }, 'type_not_allowed', '/mime_type'],
    ['of a type that only begins alike', { mimeType: 'images/png' }, 'type_not_allowed', '/mime_type'],
  ])('is refused when it is %s, and leaves nothing', async (_, wrong, code, pointer) => {
    const { create, snapshot } = setUp(policies);
    await expect(create({ ...small, ...wrong })).rejects.toMatchObject({ code, errors: [{ pointer }] });
    expect(await snapshot()).toMatchObject({ uploads: [], openMultiparts: [], objects: [] });
  });

  it.each<[string, Partial<UploadRequest>]>([
    ['exactly as large as allowed', { sizeBytes: 100 }],
    ['of an allowed family', { mimeType: 'image/png' }],
  ])('is not one that is %s', async (_, right) => {
    const { create } = setUp(policies);
    expect((await create({ ...small, ...right })).upload.status).toBe('pending');
  });
});

describe('the quotas of a tenant', () => {
  const quotas = { maxStoredBytes: 1000, maxOpenUploads: 10, maxUploadsPerDay: 10 };

  it.each([
    ['bytes', { maxStoredBytes: 7 }, 'stored_bytes', 3600],
    ['open uploads', { maxOpenUploads: 1 }, 'open_uploads', 60],
    ['uploads of a day', { maxUploadsPerDay: 1 }, 'uploads_per_day', 6 * 3600],
  ])(
    'of %s refuse the next one before anything is made of it, and say when to ask again',
    async (_, own, name, wait) => {
      const { create, clock, snapshot } = setUp({ acme: { quotas: { ...quotas, ...own } } });
      clock.advance(18 * 3600 * 1000);
      await create(small);
      await expect(create(small, 'key-2')).rejects.toMatchObject({
        code: 'quota_exceeded',
        errors: [{ pointer: '', detail: name }],
        retryAfterSeconds: wait,
      });
      expect((await snapshot()).uploads).toHaveLength(1);
    },
  );

  it('count a repeat once', async () => {
    const { create, ports } = setUp({ acme: { quotas: { ...quotas, maxOpenUploads: 1, maxUploadsPerDay: 1 } } });
    await create(small);
    await create(small);
    expect(ports.quotas.takenUp('acme')).toMatchObject({ openUploads: 1, storedBytes: 5, uploadsToday: 1 });
  });

  it('count two requests with one key at once as one open upload', async () => {
    const { create, ports } = setUp({ acme: { quotas } });
    const made = await Promise.all([create(small), create(small)]);
    expect(new Set(made.map(({ upload }) => upload.uploadId)).size).toBe(1);
    expect(ports.quotas.takenUp('acme')).toMatchObject({ openUploads: 1, storedBytes: 5 });
  });

  it('refuse a key again that was refused before, and take it when there is room', async () => {
    const { create, ports } = setUp({ acme: { quotas: { ...quotas, maxOpenUploads: 1 } } });
    await create(small);
    for (const _ of [1, 2]) await expect(create(small, 'key-2')).rejects.toMatchObject({ code: 'quota_exceeded' });
    await ports.quotas.settle('acme');
    expect((await create(small, 'key-2')).upload.status).toBe('pending');
  });
});

describe('a callback', () => {
  const callbackUrl = 'https://hooks.example.com/sluice?id=1';

  it('is remembered when the tenant allows its origin', async () => {
    const { create } = setUp({ acme: { callbackOrigins: ['https://hooks.example.com'] } });
    expect((await create({ ...small, callbackUrl })).upload).toMatchObject({ callbackUrl });
  });

  it('may be to the API itself', async () => {
    const { deps } = setUp();
    const create = createCreateUpload({ ...deps, apiOrigin: 'https://hooks.example.com' });
    expect((await create(caller, 'key-1', { ...small, callbackUrl })).upload).toMatchObject({ callbackUrl });
  });

  it.each([
    ['none is', []],
    ['another port is', ['https://hooks.example.com:8443']],
    ['a domain above is', ['https://example.com']],
  ])('is refused when %s allowed', async (_, callbackOrigins) => {
    const { create, snapshot } = setUp({ acme: { callbackOrigins } });
    await expect(create({ ...small, callbackUrl })).rejects.toMatchObject({ code: 'callback_not_allowed' });
    expect((await snapshot()).uploads).toEqual([]);
  });
});
