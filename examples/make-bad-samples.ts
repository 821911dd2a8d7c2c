import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eicarTestString } from '@sluice/media/inspection';
import { makePhoto } from './samples/make-pictures.ts';
import { NOTES } from './samples/make-texts.ts';
import { writeBlackPng } from './samples/write-black-png.ts';
import { writeElf } from './samples/write-elf.ts';
import { writeEncryptedZip } from './samples/write-encrypted-zip.ts';
import { writePdf } from './samples/write-pdf.ts';
import { writeZip } from './samples/write-zip.ts';

export type Expectation = {
  readonly status: 'published' | 'rejected';
  /** Why it is rejected. */
  readonly reason?: string;
  /** The soft reason it is published in spite of. */
  readonly finding?: string;
};
export type BadSample = { readonly path: string; readonly expect: Expectation };

const published: Expectation = { status: 'published' };
const rejected = (reason: string): Expectation => ({ status: 'rejected', reason });
const publishedWith = (finding: string): Expectation => ({ status: 'published', finding });

/** Names that people's machines make, and that break programs which take a name for a path, a header or a line. */
const NAMES = [
  'with  two spaces and a trailing dot..txt',
  'été à Zürich – naïve café 日本語.txt',
  // The same letters as above, the accents as characters of their own, the way macOS stores them.
  'e\u0301te\u0301 decomposed.txt',
  `it's "quoted", <tagged> & 100% #1?.txt`,
  'line\nbreak.txt',
  'right-to-left \u202Egpj.txt',
  'עברית \u200F.txt',
  '-rf.txt',
  "'; drop table files; --.txt",
] as const;

/** Files that attack, lie or are broken, each with what the default policy makes of it. */
export async function makeBadSamples(dir: string): Promise<BadSample[]> {
  await mkdir(dir, { recursive: true });
  const photo = await makePhoto();
  const locked = Buffer.from('nobody reads this without the word');
  const files: ReadonlyArray<readonly [string, Buffer | string, Expectation]> = [
    ['eicar.com.txt', eicarTestString(), rejected('infected')],
    // Past the first 64 KiB, so that it falls between two reads.
    ['eicar-inside.txt', `${'.'.repeat(65_500)}${eicarTestString()}`, rejected('infected')],
    ['truncated.jpg', photo.subarray(0, Math.floor(photo.length * 0.6)), publishedWith('unparseable')],
    ['truncated.pdf', writePdf('Cut off', [['Half a report']]).subarray(0, 600), publishedWith('unparseable')],
    ['empty.txt', '', publishedWith('empty')],
    ['program.png', writeElf(), rejected('type_mismatch')],
    ['huge.png', writeBlackPng(30_000, 30_000), rejected('too_many_pixels')],
    [
      'bomb.zip',
      await writeZip([{ name: 'zeros.bin', content: Buffer.alloc(40_000_000) }]),
      rejected('expansion_too_high'),
    ],
    ['locked.zip', writeEncryptedZip('secret.txt', locked, 'sluice'), publishedWith('encrypted')],
    ...NAMES.map((name): [string, string, Expectation] => [name, `${name}\n${NOTES}`, published]),
    [`a picture's "name"\n\u202E.jpg`, photo, published],
  ];
  const samples: BadSample[] = [];
  for (const [name, content, expect] of files) {
    const path = join(dir, name);
    await writeFile(path, content);
    samples.push({ path, expect });
  }
  return samples;
}

if (import.meta.main) {
  const samples = await makeBadSamples(process.argv[2] ?? fileURLToPath(new URL('files/bad/', import.meta.url)));
  for (const sample of samples) process.stdout.write(`${JSON.stringify(sample)}\n`);
}
