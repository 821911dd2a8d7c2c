import { DEFAULT_LIMITS } from '@sluice/core/inspect';
import { describe, expect, it } from 'vitest';
import { contentFrom } from '../testing/content-from.ts';
import { makeZip } from '../testing/make-zip.ts';
import { inspectContent } from './inspect-content.ts';

describe('content larger than what the stream leaves in memory', () => {
  /** One empty entry that the directory lists 9,000 times under long names: it begins in the middle of the file. */
  const makeListing = async () => {
    const one = await makeZip({ [`${'folder/'.repeat(12)}file.txt`]: '' });
    const directory = one.indexOf('PK\x01\x02');
    const end = Buffer.from(one.subarray(one.lastIndexOf('PK\x05\x06')));
    const record = one.subarray(directory, one.length - end.length);
    end.writeUInt16LE(9_000, 10);
    const padding = Buffer.alloc(1_100_000);
    end.writeUInt32LE(directory + padding.length, 16);
    return Buffer.concat([one.subarray(0, directory), padding, ...Array.from({ length: 9_000 }, () => record), end]);
  };

  it('is opened with few reads of the source', async () => {
    const listing = await makeListing();
    let reads = 0;
    const memory = contentFrom(listing);
    const source = {
      ...memory,
      read(start: number, length: number) {
        reads++;
        return memory.read(start, length);
      },
    };
    const facts = await inspectContent(source, DEFAULT_LIMITS);
    expect(facts.archive?.entries).toBe(9_000);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThan(10);
  });

  it('makes inspection fail with the error of the source, not with a verdict on the content', async () => {
    const listing = await makeListing();
    const broken = new Error('connection reset');
    const source = { ...contentFrom(listing), read: () => Promise.reject(broken) };
    await expect(inspectContent(source, DEFAULT_LIMITS)).rejects.toBe(broken);
  });
});
