import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { inMemoryTaskInput } from '@sluice/core/testing';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { writeEncryptedZip } from '../../../../examples/samples/write-encrypted-zip.ts';
import { makeZip } from '../testing/make-zip.ts';
import { listEntries } from './list-archive.ts';

type Options = {
  readonly mimeType?: string;
  readonly filename?: string;
  readonly limits?: { maxEntries?: number; maxInflatedBytes?: number };
};
async function list(
  content: Parameters<typeof inMemoryTaskInput>[0],
  { mimeType = 'application/zip', ...options }: Options = {},
) {
  const { input, outputs } = inMemoryTaskInput(content, { parameters: {}, mimeType, ...options });
  const answer = await listEntries(input);
  const made = outputs.get('output');
  return { answer, listing: made && JSON.parse(new TextDecoder().decode(made.bytes)) };
}
type Header = Parameters<ReturnType<typeof pack>['entry']>[0] & { readonly linkname?: string };
async function makeTar(...entries: readonly (readonly [Header, string?])[]): Promise<Buffer> {
  const tar = pack();
  for (const [header, content = ''] of entries) {
    const body = Buffer.from(content);
    tar.entry({ mtime: new Date('2026-01-02T03:04:05Z'), size: body.length, ...header }, () => {}).end(body);
  }
  tar.finalize();
  return buffer(tar);
}

describe('a ZIP', () => {
  it('is listed with its names, kinds, sizes, times and checksums', async () => {
    const { answer, listing } = await list(await makeZip({ 'docs/a.txt': 'hello', 'naïve café.txt': '' }));
    expect(listing).toMatchObject({
      format: 'zip',
      entries: [
        {
          path: 'docs/a.txt',
          kind: 'file',
          size_bytes: 5,
          crc32: '3610a686',
          modified_at: expect.stringMatching(/Z$/),
        },
        { path: 'naïve café.txt', size_bytes: 0 },
      ],
    });
    expect(answer).toMatchObject({
      outcome: 'succeeded',
      findings: {
        archive: { value: { format: 'zip', entries: 2, files: 2, size_bytes: 5, encrypted: 0, suspicious: 0 } },
      },
    });
  });

  it('says what nobody should write where it asks to, and shows no trick', async () => {
    const names = ['../up', '/root', 'C:\\x', 'a/../../b', 'ok\u202etxt.exe', 'inner.zip'];
    const zip = await makeZip(Object.fromEntries(names.map((_, i) => [`${i}`.repeat(12), ''])));
    let bytes = zip.toString('latin1');
    names.forEach((name, i) => {
      const padded = Buffer.from(name.padEnd(12, '_')).subarray(0, 12).toString('latin1');
      bytes = bytes.replaceAll(`${i}`.repeat(12), padded);
    });
    const { answer, listing } = await list(Buffer.from(bytes, 'latin1'));
    expect(listing.entries.map(({ suspicious }: { suspicious?: unknown }) => suspicious)).toEqual([
      ['traversal'],
      ['absolute'],
      ['absolute'],
      ['traversal'],
      undefined,
      undefined,
    ]);
    expect(listing.entries[4].path).not.toContain('\u202e');
    expect(answer).toMatchObject({ findings: { archive: { value: { suspicious: 4 } } } });
  });

  it('says which names stand in it twice, and which entries are locked', async () => {
    const twice = Buffer.from(
      (await makeZip({ 'one.x': '1', 'two.x': '2' })).toString('latin1').replaceAll('two.', 'one.'),
      'latin1',
    );
    expect((await list(twice)).listing.entries[1]).toMatchObject({ suspicious: ['duplicate'] });
    const locked = writeEncryptedZip('secret.txt', Buffer.from('a'), 'word');
    expect((await list(locked)).answer).toMatchObject({ findings: { archive: { value: { encrypted: 1 } } } });
  });

  it('is not inflated: a bomb is listed as soon as anything', async () => {
    const bomb = await makeZip({ zeros: Buffer.alloc(5_000_000) });
    expect((await list(bomb, { limits: { maxInflatedBytes: 10 } })).listing.entries[0].size_bytes).toBe(5_000_000);
  });

  it('of too many entries is refused', async () => {
    expect((await list(await makeZip({ a: '', b: '', c: '' }), { limits: { maxEntries: 2 } })).answer).toEqual({
      outcome: 'too_many_entries',
      detail: 'it has more than 2 entries',
    });
  });
});

describe('a TAR', () => {
  const everything = () =>
    makeTar(
      [{ name: 'a.txt' }, 'hello'],
      [{ name: 'docs/', type: 'directory' }],
      [{ name: 'link', type: 'symlink', linkname: '/etc/passwd' }],
      [{ name: 'null', type: 'character-device' }],
      [{ name: `${'long/'.repeat(40)}name.txt` }, 'x'],
    );
  const expected = [
    { path: 'a.txt', kind: 'file', size_bytes: 5, modified_at: '2026-01-02T03:04:05.000Z' },
    { path: 'docs/', kind: 'folder' },
    { path: 'link', kind: 'link', suspicious: ['link'] },
    { path: 'null', kind: 'other', suspicious: ['device'] },
    { path: `${'long/'.repeat(40)}name.txt`, size_bytes: 1 },
  ];

  it('is listed, packed or not', async () => {
    const tar = await everything();
    expect((await list(tar, { mimeType: 'application/x-tar' })).listing).toMatchObject({
      format: 'tar',
      entries: expected,
    });
    expect((await list(gzipSync(tar), { mimeType: 'application/gzip' })).listing).toMatchObject({
      format: 'tar.gz',
      entries: expected,
    });
  });

  it('that ends early is unparseable', async () => {
    const tar = await makeTar([{ name: 'a.txt' }, 'x'.repeat(3000)]);
    expect((await list(tar.subarray(0, 2000), { mimeType: 'application/x-tar' })).answer).toMatchObject({
      outcome: 'unparseable',
    });
    const packed = gzipSync(tar);
    expect((await list(packed.subarray(0, packed.length - 20), { mimeType: 'application/gzip' })).answer).toMatchObject(
      {
        outcome: 'unparseable',
      },
    );
  });
});

describe('a GZIP', () => {
  it('is one file, called as the archive without its ending', async () => {
    const { listing } = await list(gzipSync('hello'), { mimeType: 'application/gzip', filename: 'notes.txt.gz' });
    expect(listing).toMatchObject({ format: 'gzip', entries: [{ path: 'notes.txt', kind: 'file', size_bytes: 5 }] });
  });

  it('that is a bomb is stopped soon', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    const started = performance.now();
    const { answer } = await list(bomb, { mimeType: 'application/gzip' });
    expect(answer).toEqual({ outcome: 'expansion_too_high', detail: 'it inflates to more than 67108864 bytes' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('may inflate to the ceiling and not one byte further', async () => {
    const at = (maxInflatedBytes: number) =>
      list(gzipSync('hello'), { mimeType: 'application/gzip', limits: { maxInflatedBytes } });
    expect((await at(5)).answer.outcome).toBe('succeeded');
    expect((await at(4)).answer.outcome).toBe('expansion_too_high');
  });
});

describe('what is broken', () => {
  it('is an answer, never an error', async () => {
    const zip = await makeZip({ 'a.txt': 'hello', b: 'x'.repeat(100) });
    const tar = gzipSync(await makeTar([{ name: 'a' }, 'x'], [{ name: 'b' }, 'y']));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(zip, tar),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 8 }),
        fc.nat(500),
        async (content, changes, cut) => {
          const mutated = Buffer.from(content.subarray(0, content.length - (cut % content.length)));
          for (const [at, value] of changes) if (at < mutated.length) mutated[at] = value;
          const { answer } = await list(mutated);
          expect(['succeeded', 'unparseable', 'unsupported', 'too_many_entries', 'expansion_too_high']).toContain(
            answer.outcome,
          );
        },
      ),
    );
  });

  it('is told from a source that cannot be read', async () => {
    const failing = {
      sizeBytes: 5000,
      // biome-ignore lint/correctness/useYield: it fails before it has anything
      async *stream(): AsyncGenerator<Uint8Array> {
        throw new Error('storage is away');
      },
      read: async () => {
        throw new Error('storage is away');
      },
    };
    await expect(list(failing)).rejects.toThrow('storage is away');
    const head = await makeTar([{ name: 'a' }, 'x']);
    await expect(
      list({ ...failing, read: async (start, length) => head.subarray(start, start + length) }),
    ).rejects.toThrow('storage is away');
  });
});
