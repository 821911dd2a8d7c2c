import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DIGESTS } from '@sluice/contracts';
import { inMemoryTaskInput } from '@sluice/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFrom } from '../testing/content-from.ts';
import { computeHashes } from './compute-hashes.ts';

const run = (
  content: Parameters<typeof inMemoryTaskInput>[0],
  algorithms: (typeof DIGESTS)[number][],
  signal?: AbortSignal,
) =>
  computeHashes(
    inMemoryTaskInput(content, { parameters: { algorithms }, mimeType: 'a/b', ...(signal && { signal }) }).input,
  );

describe('hash', () => {
  it('is that of the whole content, however it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.array(fc.nat(500)), async (bytes, cuts) => {
        const answer = await run(contentFrom(bytes, cuts), [...DIGESTS]);
        const expected = Object.fromEntries(
          DIGESTS.map((name) => [
            name,
            name === 'crc32'
              ? crc32(bytes).toString(16).padStart(8, '0')
              : createHash(name).update(bytes).digest('hex'),
          ]),
        );
        expect(answer).toMatchObject({ outcome: 'succeeded', findings: { hash: { value: expected } } });
      }),
    );
  });

  it('finds what was asked for, once', async () => {
    expect(await run(new Uint8Array(), ['md5', 'md5'])).toMatchObject({
      findings: { hash: { value: { md5: 'd41d8cd98f00b204e9800998ecf8427e' } } },
    });
  });

  it('ends when it is called off', async () => {
    await expect(run(new Uint8Array(9), ['md5'], AbortSignal.abort(new Error('time is over')))).rejects.toThrow(
      'time is over',
    );
  });
});
