import { type ChecksumAlgorithm, checksumAlgorithmSchema, fillPart } from '@sluice/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { computeChecksum } from './compute-checksum.ts';
import type { ObjectStorage, SignedForm, SignedRequest, StoredPart } from './object-storage.ts';

export type ObjectStorageUnderTest = {
  readonly storage: ObjectStorage;
  /** Sends the body as a client would, with the headers given and no others; answers the HTTP status. */
  readonly send: (request: Pick<SignedRequest, 'url' | 'headers'>, body: Uint8Array) => Promise<number>;
  /** The same for a form. */
  readonly post: (form: Pick<SignedForm, 'url' | 'fields'>, body: Uint8Array) => Promise<number>;
};

const nextId = sequentialIds(fixedClock());
const HELLO = Buffer.from('hello');
/** The smallest part S3 takes, but for the last. */
const PART = 5 * 1024 ** 2;
const LIFE = { expiresInSeconds: 900 };

function sumOf(algorithm: ChecksumAlgorithm, body: Uint8Array) {
  return { algorithm, value: computeChecksum(algorithm, body) } as const;
}
const crc32Of = (body: Uint8Array) => sumOf('CRC32', body);

/** What every ObjectStorage does. `make` may answer one with other tests' objects: each test has its own key. */
export function objectStorageContract(make: () => Promise<ObjectStorageUnderTest>): void {
  let storage: ObjectStorage;
  let send: ObjectStorageUnderTest['send'];
  let post: ObjectStorageUnderTest['post'];
  let key: string;
  beforeEach(async () => {
    ({ storage, send, post } = await make());
    key = `t/acme/${nextId()}`;
  });

  const put = async (body: Uint8Array, more: Partial<Parameters<ObjectStorage['signPut']>[0]> = {}) =>
    send(await storage.signPut({ key, sizeBytes: body.byteLength, ...LIFE, ...more }), body);

  describe('putting bytes that are at hand', () => {
    it('stores them under a new key', async () => {
      await storage.put({ key, bytes: HELLO, checksum: crc32Of(HELLO) });
      expect(await storage.head(key)).toEqual({
        versionId: expect.stringMatching(/./),
        sizeBytes: 5,
        checksum: crc32Of(HELLO),
      });
    });

    it('stores no bytes at all too', async () => {
      const bytes = Buffer.alloc(0);
      await storage.put({ key, bytes, checksum: crc32Of(bytes) });
      expect(await storage.head(key)).toMatchObject({ sizeBytes: 0 });
    });

    it('leaves alone what is there', async () => {
      await storage.put({ key, bytes: HELLO, checksum: crc32Of(HELLO) });
      const first = await storage.head(key);
      const other = Buffer.from('hello, world');
      await storage.put({ key, bytes: other, checksum: crc32Of(other) });
      expect(await storage.head(key)).toEqual(first);
    });

    it('fails when they are not what their checksum says', async () => {
      await expect(storage.put({ key, bytes: HELLO, checksum: crc32Of(Buffer.from('hallo')) })).rejects.toThrow();
      expect(await storage.head(key)).toBeUndefined();
    });
  });

  describe('a signed PUT', () => {
    it('stores exactly the bytes it was signed for', async () => {
      expect(await put(HELLO)).toBe(200);
      expect(await storage.head(key)).toMatchObject({ versionId: expect.stringMatching(/./), sizeBytes: 5 });
    });

    it('stores no bytes at all when none were declared', async () => {
      expect(await put(Buffer.alloc(0))).toBe(200);
      expect(await storage.head(key)).toMatchObject({ sizeBytes: 0 });
    });

    it.each([
      ['longer', 'hello, world'],
      ['shorter', 'hell'],
    ])('refuses a body that is %s than declared', async (_, body) => {
      const request = await storage.signPut({ key, sizeBytes: 5, ...LIFE });
      expect(await send(request, Buffer.from(body))).toBe(403);
      expect(await storage.head(key)).toBeUndefined();
    });

    it('may replace what is there with a new version when it is signed so, and needs no header for it', async () => {
      const request = await storage.signPut({ key, sizeBytes: 5, mayReplace: true, ...LIFE });
      expect(request.headers).toEqual({});
      expect(await send(request, HELLO)).toBe(200);
      const first = await storage.head(key);
      expect(await send(request, HELLO)).toBe(200);
      expect((await storage.head(key))?.versionId).not.toBe(first?.versionId);
    });

    it('never replaces what is there', async () => {
      const request = await storage.signPut({ key, sizeBytes: 5, ...LIFE });
      expect(await send(request, HELLO)).toBe(200);
      const first = await storage.head(key);
      expect(await send(request, Buffer.from('jello'))).toBe(412);
      expect(await storage.head(key)).toEqual(first);
    });

    it('is refused without its headers', async () => {
      const { url } = await storage.signPut({ key, sizeBytes: 5, ...LIFE });
      expect(await send({ url, headers: {} }, HELLO)).toBe(403);
    });

    it.each(checksumAlgorithmSchema.options)(
      'holds the bytes to their %s, and says so afterwards',
      async (algorithm) => {
        const checksum = sumOf(algorithm, HELLO);
        expect(await put(Buffer.from('jello'), { checksum })).toBe(400);
        expect(await storage.head(key)).toBeUndefined();
        expect(await put(HELLO, { checksum })).toBe(200);
        expect(await storage.head(key)).toMatchObject({ checksum });
      },
    );

    it('is signed without a checksum that was announced but not given', async () => {
      expect(await put(HELLO, { checksum: { algorithm: 'CRC64NVME' } })).toBe(200);
    });
  });

  describe('many signed PUTs', () => {
    it('are each like one, for its own key, size and checksum', async () => {
      const bodies = [HELLO, Buffer.alloc(0), Buffer.from('hello, world')];
      const objects = bodies.map((body, index) => ({
        key: `${key}-${index}`,
        sizeBytes: body.byteLength,
        ...(index === 2 && { checksum: crc32Of(body) }),
      }));
      const signed = await storage.signPuts({ objects, ...LIFE });
      const at = (index: number) => signed[index] ?? { url: '', headers: {} };
      expect(await send(at(0), Buffer.from('hell'))).toBe(403);
      expect(await send(at(2), Buffer.from('HELLO, WORLD'))).toBe(400);
      for (const [index, body] of bodies.entries()) {
        expect(await send(at(index), body)).toBe(200);
        expect(await storage.head(`${key}-${index}`)).toMatchObject({ sizeBytes: body.byteLength });
      }
      expect(await send(at(0), HELLO)).toBe(412);
    });

    it('may be none', async () => {
      expect(await storage.signPuts({ objects: [], ...LIFE })).toEqual([]);
    });
  });

  describe('a signed form', () => {
    const sign = (more: Partial<Parameters<ObjectStorage['signPost']>[0]> = {}) =>
      storage.signPost({ key, minBytes: 5, maxBytes: 5, ...LIFE, ...more });

    it('stores the bytes it was signed for', async () => {
      expect(await post(await sign(), HELLO)).toBe(201);
      expect(await storage.head(key)).toMatchObject({ sizeBytes: 5 });
    });

    it.each([
      ['more', 'hello, world'],
      ['fewer', 'hell'],
    ])('refuses %s bytes', async (_, body) => {
      expect(await post(await sign(), Buffer.from(body))).toBe(400);
      expect(await storage.head(key)).toBeUndefined();
    });

    it('takes any number of bytes in its range', async () => {
      const form = await sign({ minBytes: 0, maxBytes: 10 });
      expect(await post(form, Buffer.alloc(0))).toBe(201);
      expect(await post(form, HELLO)).toBe(201);
      expect(await post(form, Buffer.from('hello, world'))).toBe(400);
    });

    it('puts its own key only', async () => {
      const { url, fields } = await sign();
      expect(await post({ url, fields: { ...fields, key: `${key}0` } }, HELLO)).toBe(403);
    });

    it('holds the bytes to their checksum, which cannot be left out', async () => {
      const { url, fields } = await sign({ checksum: crc32Of(HELLO) });
      expect(await post({ url, fields }, Buffer.from('jello'))).toBe(400);
      const { 'x-amz-checksum-crc32': _, ...without } = fields;
      expect(await post({ url, fields: without }, HELLO)).toBe(403);
      expect(await post({ url, fields }, HELLO)).toBe(201);
      expect(await storage.head(key)).toMatchObject({ checksum: crc32Of(HELLO) });
    });
  });

  describe('an upload in parts', () => {
    let multipartId: string;
    const bodies = [Buffer.alloc(PART, 1), Buffer.alloc(PART, 2), Buffer.from('the end')];
    const whole = Buffer.concat(bodies);

    const open = async () => {
      multipartId = await storage.createMultipart(key);
      return multipartId;
    };
    const sendParts = async (parts: readonly { n: number; body: Uint8Array }[], id = multipartId) => {
      const sizes = parts.map(({ n, body }) => ({ n, sizeBytes: body.byteLength }));
      const requests = await storage.signParts({ key, multipartId: id, parts: sizes, ...LIFE });
      return Promise.all(requests.map((request, index) => send(request, parts[index]?.body ?? Buffer.alloc(0))));
    };
    const sendAll = (id = multipartId) =>
      sendParts(
        bodies.map((body, index) => ({ n: index + 1, body })),
        id,
      );
    const listed = async (id = multipartId): Promise<readonly StoredPart[]> => {
      const page = await storage.listParts({ key, multipartId: id });
      return page === 'gone' ? [] : page.items;
    };
    const complete = async (id = multipartId) =>
      storage.completeMultipart({
        key,
        multipartId: id,
        parts: await listed(id),
        sizeBytes: whole.byteLength,
      });

    it('has no parts at first', async () => {
      await open();
      expect(await storage.listParts({ key, multipartId })).toEqual({ items: [] });
    });

    it('lists what was sent, by number', async () => {
      await open();
      expect(
        await sendParts([
          { n: 7, body: HELLO },
          { n: 2, body: Buffer.from('hi') },
        ]),
      ).toEqual([200, 200]);
      expect(await listed()).toMatchObject([
        { n: 2, sizeBytes: 2, etag: expect.stringMatching(/./) },
        { n: 7, sizeBytes: 5 },
      ]);
    });

    it('lists a part that was sent again once', async () => {
      await open();
      await sendParts([{ n: 1, body: HELLO }]);
      await sendParts([{ n: 1, body: Buffer.from('hello again') }]);
      expect(await listed()).toMatchObject([{ n: 1, sizeBytes: 11 }]);
    });

    it('lists more than a thousand parts in pages', async () => {
      await open();
      const parts = Array.from({ length: 1003 }, (_, index) => ({ n: index + 1, body: Buffer.from('x') }));
      expect(new Set(await sendParts(parts))).toEqual(new Set([200]));
      const numbers: number[] = [];
      let after: string | undefined;
      do {
        const page = await storage.listParts({ key, multipartId, after });
        expect(page).not.toBe('gone');
        if (page !== 'gone') {
          numbers.push(...page.items.map(({ n }) => n));
          after = page.next;
        }
      } while (after !== undefined);
      expect(numbers).toEqual(parts.map(({ n }) => n));
    });

    it('refuses a part of another size than signed', async () => {
      await open();
      const [request] = await storage.signParts({ key, multipartId, parts: [{ n: 1, sizeBytes: 5 }], ...LIFE });
      expect(request && (await send(request, Buffer.from('hello, world')))).toBe(403);
      expect(await listed()).toEqual([]);
    });

    it('takes a part of any size that was signed without one', async () => {
      await open();
      const [request] = await storage.signParts({ key, multipartId, parts: [{ n: 1 }], ...LIFE });
      expect(request && (await send(request, Buffer.from('any')))).toBe(200);
      expect(request && (await send(request, Buffer.from('any other')))).toBe(200);
      expect(await listed()).toMatchObject([{ n: 1, sizeBytes: 9 }]);
    });

    it('answers nothing signed when no part is asked for', async () => {
      await open();
      expect(await storage.signParts({ key, multipartId, parts: [], ...LIFE })).toEqual([]);
    });

    it('is sent as well by requests made of a template', async () => {
      await open();
      const bodies = [HELLO, Buffer.from('hi')];
      const parts = bodies.map((body, index) => ({ n: 10 * index + 1, sizeBytes: body.byteLength }));
      const { template, signatures } = await storage.signPartTemplate({ key, multipartId, parts, ...LIFE });
      const filled = parts.map(({ n }, index) => fillPart(template, { n, signature: signatures[index] ?? '' }));
      expect(await Promise.all(filled.map((one, index) => send(one, bodies[index] ?? HELLO)))).toEqual([200, 200]);
      expect(await listed()).toMatchObject([
        { n: 1, sizeBytes: 5 },
        { n: 11, sizeBytes: 2 },
      ]);
      // The signature of one part is none for another.
      const swapped = fillPart(template, { n: 1, signature: signatures[1] ?? '' });
      expect(await send(swapped, HELLO)).toBe(403);
    });

    it('becomes one object, whose version the answer names', async () => {
      await open();
      await sendAll();
      const result = await complete();
      expect(result).toMatchObject({ outcome: 'completed', versionId: expect.stringMatching(/./) });
      expect(await storage.head(key)).toMatchObject({
        versionId: 'versionId' in result && result.versionId,
        sizeBytes: whole.byteLength,
      });
    });

    it('is gone once completed, and completing or aborting it again leaves the object alone', async () => {
      await open();
      await sendAll();
      const parts = await listed();
      await complete();
      const object = await storage.head(key);
      expect(await storage.listParts({ key, multipartId })).toBe('gone');
      const again = await storage.completeMultipart({ key, multipartId, parts, sizeBytes: whole.byteLength });
      // S3 may remember its first answer; what it may not do is make another version.
      expect(again.outcome === 'completed' ? again.versionId : object?.versionId).toBe(object?.versionId);
      await storage.abortMultipart({ key, multipartId });
      expect(await storage.head(key)).toEqual(object);
    });

    it('is held to its size, and can be completed with the right one after a wrong one', async () => {
      await open();
      await sendAll();
      const parts = await listed();
      await expect(storage.completeMultipart({ key, multipartId, parts, sizeBytes: 7 })).rejects.toThrow();
      expect(await storage.head(key)).toBeUndefined();
      expect(await complete()).toMatchObject({ outcome: 'completed' });
    });

    it('does not replace an object that is there', async () => {
      await open();
      await sendAll();
      await put(HELLO);
      expect(await complete()).toEqual({ outcome: 'exists' });
      expect(await storage.head(key)).toMatchObject({ sizeBytes: 5 });
    });

    it('races another of its key: one of them becomes the object', async () => {
      const ids = [await open(), await open()];
      await Promise.all(ids.map((id) => sendAll(id)));
      const outcomes = (await Promise.all(ids.map((id) => complete(id)))).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'completed')).toHaveLength(1);
      expect(outcomes).toContain('exists');
    });

    it('is listed while it is begun, with others of its key and none of another', async () => {
      const begun = [await storage.createMultipart(key), await storage.createMultipart(key)];
      await storage.createMultipart(`${key}-other`);
      expect([...(await storage.listMultiparts(key))].sort()).toEqual(begun.toSorted());
      await storage.abortMultipart({ key, multipartId: begun[0] ?? '' });
      expect(await storage.listMultiparts(key)).toEqual([begun[1]]);
    });

    it('leaves nothing when aborted, and can be aborted twice', async () => {
      await open();
      await sendAll();
      const parts = await listed();
      await storage.abortMultipart({ key, multipartId });
      await storage.abortMultipart({ key, multipartId });
      expect(await storage.listParts({ key, multipartId })).toBe('gone');
      const late = await storage.completeMultipart({ key, multipartId, parts, sizeBytes: whole.byteLength });
      expect(late).toEqual({ outcome: 'gone' });
      expect(await sendParts([{ n: 1, body: HELLO }])).toEqual([404]);
    });
  });

  describe('an upload in parts with checksums', () => {
    const bodies = [Buffer.alloc(PART, 1), Buffer.from('the end')];
    const whole = Buffer.concat(bodies);

    const open = async (algorithm: ChecksumAlgorithm) => {
      const multipart = { key, multipartId: await storage.createMultipart(key, algorithm) };
      return {
        multipart,
        sign: (n: number, body: Uint8Array) =>
          storage.signParts({
            ...multipart,
            parts: [{ n, sizeBytes: body.byteLength, checksum: computeChecksum(algorithm, body) }],
            algorithm,
            ...LIFE,
          }),
        parts: async () => {
          const page = await storage.listParts(multipart);
          return page === 'gone' ? [] : page.items;
        },
      };
    };
    const sent = async (algorithm: ChecksumAlgorithm) => {
      const { multipart, sign, parts } = await open(algorithm);
      for (const [index, body] of bodies.entries()) {
        const [request] = await sign(index + 1, body);
        expect(request && (await send(request, body))).toBe(200);
      }
      return { ...multipart, parts: await parts(), sizeBytes: whole.byteLength };
    };

    it.each(checksumAlgorithmSchema.options)('holds every part to its %s', async (algorithm) => {
      const { sign, parts } = await open(algorithm);
      const [request] = await sign(1, HELLO);
      expect(request && (await send(request, Buffer.from('jello')))).toBe(400);
      expect(await parts()).toEqual([]);
      expect(request && (await send(request, HELLO))).toBe(200);
      expect(await parts()).toMatchObject([{ n: 1, checksum: computeChecksum(algorithm, HELLO) }]);
    });

    it('takes no part without its header, and none of another checksum', async () => {
      const { sign } = await open('CRC32');
      const [request] = await sign(1, HELLO);
      expect(request && (await send({ url: request.url, headers: {} }, HELLO))).toBe(403);
      const other = Buffer.from('jello');
      const headers = { 'x-amz-checksum-crc32': computeChecksum('CRC32', other) };
      expect(request && (await send({ url: request.url, headers }, other))).toBe(403);
    });

    it('takes no part that was signed without one', async () => {
      const { multipart } = await open('CRC64NVME');
      const [request] = await storage.signParts({ ...multipart, parts: [{ n: 1, sizeBytes: 5 }], ...LIFE });
      expect(request && (await send(request, HELLO))).toBe(400);
    });

    it.each(['CRC64NVME', 'CRC32', 'CRC32C'] as const)(
      'has the %s of all bytes, and is held to it',
      async (algorithm) => {
        const request = await sent(algorithm);
        const wrong = sumOf(algorithm, HELLO);
        expect(await storage.completeMultipart({ ...request, checksum: wrong })).toEqual({ outcome: 'mismatch' });
        expect(await storage.head(key)).toBeUndefined();
        const checksum = sumOf(algorithm, whole);
        expect(await storage.completeMultipart({ ...request, checksum })).toMatchObject({
          outcome: 'completed',
          checksum,
        });
        expect(await storage.head(key)).toMatchObject({ checksum });
      },
    );

    it.each(['SHA256', 'SHA1'] as const)('has the %s of the digests of its parts', async (algorithm) => {
      const request = await sent(algorithm);
      const digests = Buffer.concat(bodies.map((body) => Buffer.from(computeChecksum(algorithm, body), 'base64')));
      const checksum = { algorithm, value: `${computeChecksum(algorithm, digests)}-2` };
      const completed = await storage.completeMultipart({ ...request, checksum: { algorithm } });
      expect(completed).toMatchObject({ outcome: 'completed', checksum });
      expect(await storage.head(key)).toMatchObject({ checksum });
    });
  });

  describe('an object', () => {
    it('is not there before it was sent', async () => {
      expect(await storage.head(key)).toBeUndefined();
    });

    it('can be removed, and removed again', async () => {
      await put(HELLO);
      const { versionId = '' } = (await storage.head(key)) ?? {};
      await storage.remove({ key, versionId });
      await storage.remove({ key, versionId });
      expect(await storage.head(key)).toBeUndefined();
    });

    it('is asked for by version too', async () => {
      await put(HELLO, { mayReplace: true });
      const first = await storage.head(key);
      await put(Buffer.from('second'), { mayReplace: true });
      expect(await storage.head(key, first?.versionId)).toEqual(first);
      expect(await storage.head(key)).toMatchObject({ sizeBytes: 6 });
      await storage.remove({ key, versionId: first?.versionId ?? '' });
      expect(await storage.head(key, first?.versionId)).toBeUndefined();
    });

    it('that came later stays when the first version is removed again', async () => {
      await put(HELLO);
      const { versionId = '' } = (await storage.head(key)) ?? {};
      await storage.remove({ key, versionId });
      await put(Buffer.from('second'));
      await storage.remove({ key, versionId });
      const second = await storage.head(key);
      expect(second).toMatchObject({ sizeBytes: 6 });
      expect(second?.versionId).not.toBe(versionId);
    });

    it('has a URL that names bucket and key', () => {
      expect(storage.urlOf(key)).toMatch(new RegExp(`^s3://[a-z0-9-]+/${key}$`));
    });
  });
}
