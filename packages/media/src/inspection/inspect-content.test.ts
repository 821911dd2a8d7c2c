import { createHash } from 'node:crypto';
import { DEFAULT_LIMITS } from '@sluice/core/inspect';
import { describe, expect, it } from 'vitest';
import { contentFrom, inspect } from '../testing/content-from.ts';
import { eicarTestString } from './eicar-signature.ts';
import { ContentSizeMismatchError } from './errors.ts';
import { inspectContent } from './inspect-content.ts';

describe('any content', () => {
  it('is named by its size and SHA-256', async () => {
    const text = 'the gates are open\n';
    expect(await inspect(text)).toEqual({
      sizeBytes: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
      kind: 'text',
      mimeType: 'text/plain',
    });
  });

  it('of no bytes is empty', async () => {
    const emptyHash = createHash('sha256').digest('hex');
    expect(await inspect('')).toEqual({
      sizeBytes: 0,
      sha256: emptyHash,
      kind: 'empty',
      mimeType: 'application/x-empty',
    });
  });

  it('that nothing recognises is a stream of octets', async () => {
    expect(await inspect(Buffer.from([0, 1, 2, 3, 250, 4]))).toMatchObject({
      kind: 'other',
      mimeType: 'application/octet-stream',
    });
  });
});

describe('malware', () => {
  it('is found at the start, and the content is still told apart', async () => {
    expect(await inspect(eicarTestString())).toMatchObject({ kind: 'text', malware: 'Eicar-Test-Signature' });
  });

  it('is found deep inside a binary', async () => {
    const binary = Buffer.concat([Buffer.alloc(3_000_000, 7), Buffer.from(eicarTestString()), Buffer.alloc(99)]);
    expect((await inspect(binary)).malware).toBe('Eicar-Test-Signature');
  });

  it('is not seen in a string that lacks one character', async () => {
    const almost = eicarTestString().slice(0, -1);
    expect(await inspect(`${almost} ${almost}`)).not.toHaveProperty('malware');
  });

  it('is the 68 bytes that scanners know by this hash', () => {
    // SHA-256 of eicar.com, as published by EICAR.
    const hash = createHash('sha256').update(eicarTestString()).digest('hex');
    expect(hash).toBe('275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f');
  });
});

describe('a source that fails', () => {
  const broken = new Error('connection reset');

  it('while streaming makes inspection fail with its error', async () => {
    const source = {
      ...contentFrom(Buffer.from('x')),
      // biome-ignore lint/correctness/useYield: a stream that breaks before its first chunk
      async *stream(): AsyncGenerator<Uint8Array> {
        throw broken;
      },
    };
    await expect(inspectContent(source, DEFAULT_LIMITS)).rejects.toBe(broken);
  });

  it('by ending early is a failure of storage, not bad content', async () => {
    const source = { ...contentFrom(Buffer.from('half')), sizeBytes: 8 };
    await expect(inspectContent(source, DEFAULT_LIMITS)).rejects.toThrow(ContentSizeMismatchError);
  });
});
