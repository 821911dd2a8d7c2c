import { fillPart } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createAcceptObject } from './accept-object.ts';
import { createCompleteUpload } from './complete-upload.ts';
import { computeChecksum } from './compute-checksum.ts';
import { createCreateUpload } from './create-upload.ts';
import { createRedirectChunk } from './redirect-chunk.ts';
import { caller, large, MIB, setUpUpload, small } from './set-up-upload.ts';
import { createSignPartTemplate } from './sign-part-template.ts';
import { createSignParts } from './sign-parts.ts';
import type { UploadRequest } from './upload-request.ts';

const HELLO = Buffer.from('hello');
const sizes = [8 * MIB, 8 * MIB, 1];
const zeros = (bytes: number) => Buffer.alloc(bytes);
const crc32 = (body: Uint8Array) => ({ algorithm: 'CRC32', value: computeChecksum('CRC32', body) }) as const;
const WHOLE = crc32(zeros(large.sizeBytes));
/** The CRC32 of each of the parts of `large`, all zeros. */
const CHECKSUMS = new Map(sizes.map((size, index) => [index + 1, computeChecksum('CRC32', zeros(size))]));

async function setUp(request: UploadRequest) {
  const world = setUpUpload();
  const { upload, parts } = await createCreateUpload(world.deps)(caller, 'key-1', request);
  const { uploadId } = upload;
  return {
    ...world,
    upload,
    parts,
    sign: (numbers: readonly number[], checksums?: ReadonlyMap<number, string>) =>
      createSignParts(world.deps)(caller, uploadId, numbers, checksums),
    template: () => createSignPartTemplate(world.deps)(caller, uploadId, [1, 2, 3], CHECKSUMS),
    chunk: () => createRedirectChunk(world.deps)(caller, uploadId, 0),
    complete: () => createCompleteUpload(world.deps)(caller, uploadId),
  };
}
const inParts = { ...large, checksum: WHOLE };

describe('parts with checksums', () => {
  it('become one file, whose checksum is what the storage has verified', async () => {
    const { sign, send, complete, snapshot } = await setUp({ ...large, checksum: { algorithm: 'CRC32' } });
    expect(send(await sign([1, 2, 3], CHECKSUMS))).toEqual([200, 200, 200]);
    expect(await complete()).toMatchObject({ status: 'completed', checksum: WHOLE });
    expect((await snapshot()).files[0]?.record).toMatchObject({ checksum: WHOLE });
  });

  it('can be signed as a template', async () => {
    const { template, ports } = await setUp(inParts);
    const signed = await template();
    const statuses = signed.parts.map((part, index) => {
      const request = fillPart(signed.template, { ...part, checksum: CHECKSUMS.get(part.n) });
      return ports.storage.send(request, zeros(sizes[index] ?? 0));
    });
    expect(statuses).toEqual([200, 200, 200]);
  });

  it('are refused by the storage when they are other bytes', async () => {
    const { sign, ports } = await setUp(inParts);
    const [first] = await sign([1], CHECKSUMS);
    expect(first && ports.storage.send(first, Buffer.alloc(8 * MIB, 1))).toBe(400);
  });

  it('that are not what was declared as a whole are not put together, and can be sent again', async () => {
    const declared = crc32(Buffer.concat([Buffer.alloc(8 * MIB, 1), zeros(8 * MIB + 1)]));
    const { sign, send, complete, ports } = await setUp({ ...large, checksum: declared });
    send(await sign([1, 2, 3], CHECKSUMS));
    await expect(complete()).rejects.toMatchObject({ code: 'checksum_mismatch' });
    const ones = Buffer.alloc(8 * MIB, 1);
    const [again] = await sign([1], new Map([[1, computeChecksum('CRC32', ones)]]));
    expect(again && ports.storage.send(again, ones)).toBe(200);
    expect(await complete()).toMatchObject({ status: 'completed', checksum: declared });
  });

  it.each<[string, UploadRequest, readonly (readonly [number, string])[], string]>([
    ['missing', inParts, [[1, 'AAAAAA==']], '/parts/1/checksum'],
    [
      'of another length',
      inParts,
      [
        [1, 'AAAAAA=='],
        [2, 'AAAAAAAAAAA='],
      ],
      '/parts/1/checksum',
    ],
    [
      'no base64',
      inParts,
      [
        [1, 'AAAAAA'],
        [2, 'AAAAAA=='],
      ],
      '/parts/0/checksum',
    ],
    ['there without an algorithm', large, [[1, 'AAAAAA==']], '/parts/0/checksum'],
  ])('are not signed when one is %s', async (_, request, checksums, pointer) => {
    const { sign } = await setUp(request);
    await expect(sign([1, 2], new Map(checksums))).rejects.toMatchObject({
      code: 'invalid_part',
      errors: [{ pointer }],
    });
  });

  it('cannot be redirected to, for a redirect says nothing of headers', async () => {
    const { chunk } = await setUp(inParts);
    await expect(chunk()).rejects.toMatchObject({ code: 'invalid_part' });
  });
});

describe('one PUT with a checksum', () => {
  it('may name its value when it is signed', async () => {
    const { sign, ports, complete } = await setUp({ ...small, checksum: { algorithm: 'CRC32' } });
    const { value } = crc32(HELLO);
    const [request] = await sign([1], new Map([[1, value]]));
    expect(request && ports.storage.send(request, Buffer.from('jello'))).toBe(400);
    expect(request && ports.storage.send(request, HELLO)).toBe(200);
    expect(await complete()).toMatchObject({ checksum: crc32(HELLO) });
  });

  it('may not name another one than was declared', async () => {
    const { sign } = await setUp({ ...small, checksum: crc32(HELLO) });
    await expect(sign([1], new Map([[1, 'AAAAAA==']]))).rejects.toMatchObject({ code: 'invalid_part' });
  });

  it.each(['complete', 'event'] as const)('is kept with the file, whoever comes first: %s', async (first) => {
    const { deps, parts, ports, upload, complete, snapshot } = await setUp({ ...small, checksum: crc32(HELLO) });
    expect(parts.map((part) => ports.storage.send(part, HELLO))).toEqual([200]);
    const [object] = ports.storage.objects();
    await (first === 'event' && object ? createAcceptObject(deps)(object) : complete());
    const { uploads, files } = await snapshot();
    expect([uploads[0]?.record, files[0]?.record]).toMatchObject([
      { uploadId: upload.uploadId, checksum: crc32(HELLO) },
      { checksum: crc32(HELLO) },
    ]);
  });

  it('is no file while other bytes lie there that came another way', async () => {
    const { deps, ports, upload, complete, snapshot } = await setUp({ ...small, checksum: crc32(HELLO) });
    const jello = Buffer.from('jello');
    await ports.storage.put({ key: upload.objectKey, bytes: jello, checksum: crc32(jello) });
    const [object] = ports.storage.objects();
    expect(object && (await createAcceptObject(deps)(object))).toBe('mismatch');
    await expect(complete()).rejects.toMatchObject({ code: 'checksum_mismatch' });
    expect((await snapshot()).files).toEqual([]);
  });
});
