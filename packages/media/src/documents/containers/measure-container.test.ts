import { beforeAll, describe, expect, it } from 'vitest';
import { writeEncryptedZip } from '../../../../../examples/samples/write-encrypted-zip.ts';
import { makeZip } from '../../testing/make-zip.ts';
import { readSample, textsOf } from '../../testing/read-sample.ts';
import { measureContainer } from './measure-container.ts';

const LIMITS = { maxInflatedBytes: 1_000_000, maxEntries: 10 };
const outcomeOf = async (content: Buffer) => (await measureContainer(content, LIMITS)).outcome;

/** The first entry then declares another size, in both of its headers. */
function declare(zip: Buffer, bytes: number): Buffer {
  const lying = Buffer.from(zip);
  lying.writeUInt32LE(bytes, lying.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  return lying;
}

describe('a container', () => {
  it('is measured, and gives the parts that are wanted', async () => {
    const zip = await makeZip({ 'a.txt': 'a', 'b.txt': 'b' });
    const measured = await measureContainer(zip, LIMITS, (name) => name === 'b.txt');
    expect(measured).toEqual({ outcome: 'measured', parts: new Map([['b.txt', Buffer.from('b')]]) });
  });

  it('may inflate to the ceiling and not one byte further', async () => {
    expect(await outcomeOf(await makeZip({ a: Buffer.alloc(600_000), b: Buffer.alloc(400_000) }))).toBe('measured');
    expect(await outcomeOf(await makeZip({ a: Buffer.alloc(600_000), b: Buffer.alloc(400_001) }))).toBe(
      'expansion_too_high',
    );
  });

  it('is counted by what comes out of it, whatever it declares', async () => {
    const bomb = await makeZip({ a: Buffer.alloc(1_000_001) });
    expect(await outcomeOf(declare(bomb, 5))).toBe('expansion_too_high');
    const small = await makeZip({ a: 'small' });
    expect(await outcomeOf(declare(small, 4))).toBe('expansion_too_high');
    expect(await outcomeOf(declare(small, 2_000_000))).toBe('expansion_too_high');
  });

  it('is counted with the containers in it, up to three deep', async () => {
    const bomb = await makeZip({ a: Buffer.alloc(999_990) });
    expect(await outcomeOf(bomb)).toBe('measured');
    expect(await outcomeOf(await makeZip({ 'x.docx': bomb }))).toBe('expansion_too_high');
    let doll = await makeZip({ a: 'a' });
    const outcomes: string[] = [];
    for (let depth = 1; depth <= 4; depth++) {
      outcomes.push(await outcomeOf(doll));
      doll = await makeZip({ 'x.zip': doll });
    }
    expect(outcomes).toEqual(['measured', 'measured', 'measured', 'expansion_too_high']);
  });

  it('may hold data that only begins as a container', async () => {
    expect(await outcomeOf(await makeZip({ a: 'PK\x03\x04 is how they begin' }))).toBe('measured');
  });

  it('may have as many entries as allowed and not one more', async () => {
    const names = Array.from({ length: 11 }, (_, i): [string, string] => [`${i}`, '']);
    expect(await outcomeOf(await makeZip(Object.fromEntries(names.slice(1))))).toBe('measured');
    expect(await outcomeOf(await makeZip(Object.fromEntries(names)))).toBe('too_many_entries');
  });

  it('is encrypted when an entry is', async () => {
    expect(await outcomeOf(writeEncryptedZip('a', Buffer.from('a'), 'word'))).toBe('encrypted');
  });

  it('must not have two of a part', async () => {
    const twice = Buffer.from(
      (await makeZip({ 'one.xml': '1', 'two.xml': '2' })).toString('latin1').replaceAll('two.', 'one.'),
      'latin1',
    );
    await expect(measureContainer(twice, LIMITS, () => true)).rejects.toThrow('two entries are called one.xml');
  });
});

describe('a document that is a bomb', () => {
  let bomb: Buffer;
  beforeAll(async () => {
    bomb = await makeZip({ 'word/document.xml': Buffer.alloc(8_000_000, ' ') });
  });

  it.each(['docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods', 'epub'] as const)('is refused as %s, soon', async (type) => {
    const before = performance.now();
    expect(await readSample(type, bomb, { maxInflatedBytes: 2_000_000 })).toMatchObject({
      outcome: 'expansion_too_high',
      detail: expect.stringContaining('2000000 bytes'),
    });
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('an archive', () => {
  it('is the list of its names', async () => {
    const zip = await makeZip({ 'docs/a.txt': 'a', 'naïve café.txt': 'b' });
    expect(await readSample('zip', zip)).toEqual({
      outcome: 'read',
      pages: [{ text: 'docs/a.txt\nnaïve café.txt', confidence: 1 }],
      truncated: false,
      facts: { pages: 1 },
      previews: [],
    });
  });

  it('is listed even when its content is locked, and never inflated', async () => {
    expect(await textsOf('zip', writeEncryptedZip('secret.txt', Buffer.from('a'), 'word'))).toEqual(['secret.txt']);
    const bomb = await makeZip({ zeros: Buffer.alloc(1_000_000) });
    expect(await textsOf('zip', bomb)).toEqual(['zeros']);
  });

  it('of too many entries is refused', async () => {
    const document = await readSample('zip', await makeZip({ a: '', b: '', c: '' }), { maxEntries: 2 });
    expect(document).toEqual({ outcome: 'too_many_entries', detail: 'it has more than 2 entries' });
  });
});
