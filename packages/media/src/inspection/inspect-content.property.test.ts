import { gzipSync } from 'node:zlib';
import { DEFAULT_LIMITS } from '@sluice/core/inspect';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentFrom, inspect } from '../testing/content-from.ts';
import { makeBitmap } from '../testing/make-bitmap.ts';
import { makeCompoundFile } from '../testing/make-compound-file.ts';
import { CLEAR, frames, plain } from '../testing/make-pictures.ts';
import { makeTar } from '../testing/make-tar.ts';
import { makeZip } from '../testing/make-zip.ts';
import { eicarTestString } from './eicar-signature.ts';
import { inspectContent } from './inspect-content.ts';

const pdf = '%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Encrypt 9 0 R >>\nstartxref\n9\n%%EOF\n';

let fixtures: Readonly<Record<string, Buffer>>;
beforeAll(async () => {
  fixtures = {
    jpeg: await plain(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    png: await plain(40, 30, CLEAR).withMetadata({ orientation: 6 }).png().toBuffer(),
    gif: await frames(3, 24, 16).gif().toBuffer(),
    webp: await frames(3, 24, 16).webp().toBuffer(),
    tiff: await plain(40, 30).tiff({ compression: 'lzw' }).toBuffer(),
    avif: await plain(40, 30, CLEAR).avif({ effort: 0 }).toBuffer(),
    bmp: makeBitmap({ width: 20, height: 10, bits: 24 }),
    zip: await makeZip({ 'a.txt': undefined, 'b.txt': undefined }),
    docx: await makeZip({ '[Content_Types].xml': undefined, 'word/document.xml': undefined }),
    cfb: makeCompoundFile(['Root Entry', 'a', 'b', 'c', 'WordDocument']),
    pdf: Buffer.from(pdf),
    tar: makeTar([
      { name: 'a.txt', content: 'one' },
      { name: 'b', content: 'two', pax: 'size=3' },
    ]),
    gzip: gzipSync(makeTar([{ name: 'a.txt', content: 'one' }])),
    nested: await makeZip({ 'inner.zip': await makeZip({ 'a.txt': undefined }) }),
    rtf: Buffer.from('{\\rtf1 {\\*\\objdata 0105}}'),
    html: Buffer.from('<!doctype html><html><p style="display:none" onclick="x()">a</p></html>'),
    json: Buffer.from('{"a": ["ü", 1]}'),
    csv: Buffer.from('name,town\n"Ann, B.",Zürich\nBob,Köln\n'),
    svg: Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    utf16: Buffer.from('\uFEFFGrüße 世界', 'utf16le'),
    latin1: Buffer.from('caf\xe9 cr\xe8me', 'latin1'),
    eicar: Buffer.from(`noise ${eicarTestString()} noise`),
  };
});
const anyFixture = () => fc.constantFrom(...Object.keys(fixtures)).map((name) => fixtures[name] ?? Buffer.alloc(0));

describe('inspection', () => {
  it('finds the same facts however the stream is cut', async () => {
    const check = async (content: Buffer, cuts: number[]) => {
      const whole = await inspect(content);
      expect(await inspectContent(contentFrom(content, cuts), DEFAULT_LIMITS)).toEqual(whole);
    };
    await fc.assert(
      fc.asyncProperty(anyFixture(), fc.array(fc.nat(2_000), { maxLength: 40 }), (content, cuts) =>
        check(content, cuts),
      ),
    );
    for (const content of Object.values(fixtures)) await check(content, [...content.keys()]);
  });

  it('finds malware at any offset, however the stream is cut', async () => {
    const text = fc.string({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(text, text, fc.array(fc.nat(700), { maxLength: 20 }), async (before, after, cuts) => {
        const content = Buffer.from(before + eicarTestString() + after);
        const facts = await inspectContent(contentFrom(content, cuts), DEFAULT_LIMITS);
        expect(facts.malware).toBe('Eicar-Test-Signature');
      }),
    );
  });

  it('answers for content that was damaged anywhere, and never throws', async () => {
    const damage = fc.array(fc.tuple(fc.nat(3_000), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyFixture(), damage, fc.nat(3_000), async (original, bytes, length) => {
        const content = Buffer.from(original.subarray(0, Math.max(1, length)));
        for (const [at, value] of bytes) content[at % content.length] = value;
        const facts = await inspect(content);
        expect(facts.sizeBytes).toBe(content.length);
        expect(facts.mimeType).toMatch(/^[a-z]+\/[\w.+-]+$/);
      }),
      { numRuns: 500 },
    );
  });

  it('answers for any bytes behind the magic of any format', async () => {
    const magic = fc.constantFrom(
      'ffd8ffe0',
      '89504e470d0a1a0a',
      '474946383961',
      '52494646ffffffff57454250',
      '49492a0008000000',
      '4d4d002b00080000',
      '0000001c66747970617669660000',
      '504b0304',
      '504b0506',
      '424d',
      'd0cf11e0a1b11ae1',
      '255044462d',
      '7f454c46',
      '1f8b0800000000000003',
      '1a45dfa38b4282886d6174726f736b6118538067ffffffffffffff1549a966',
      '664c6143',
      '52494646ffffffff57415645666d7420',
      '7b5c72746631',
    );
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 600 }), async (start, rest) => {
        const content = Buffer.concat([Buffer.from(start, 'hex'), rest]);
        expect((await inspect(content)).sizeBytes).toBe(content.length);
      }),
      { numRuns: 500 },
    );
  });
});
