import { createReadStream } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ContentSource, DEFAULT_LIMITS, type FileFacts } from '@sluice/core/inspect';
import { createImageRenderer } from '@sluice/media/images';
import { inspectContent } from '@sluice/media/inspection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadSample, makeBadSamples } from './make-bad-samples.ts';
import { makeSamples } from './make-samples.ts';

async function inspectFile(path: string): Promise<FileFacts> {
  const { size } = await stat(path);
  const source: ContentSource = {
    sizeBytes: size,
    stream: () => createReadStream(path),
    async read(start, length) {
      await using file = await open(path);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    },
  };
  return inspectContent(source, DEFAULT_LIMITS);
}

let dir: string;
let good: readonly string[];
let again: readonly string[];
let bad: readonly BadSample[];
// Made before any test: a renderer closes sharp's SVG loader, which the samples are drawn with, for the whole process.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-samples-'));
  good = await makeSamples(join(dir, 'good'));
  again = await makeSamples(join(dir, 'again'));
  bad = await makeBadSamples(join(dir, 'bad'));
});
afterAll(() => rm(dir, { recursive: true }));

describe('the samples', () => {
  const OOXML = 'application/vnd.openxmlformats-officedocument';
  const expected: Readonly<Record<string, readonly [string, string]>> = {
    'photo.jpg': ['image', 'image/jpeg'],
    'badge.png': ['image', 'image/png'],
    'animation.gif': ['image', 'image/gif'],
    'landscape.webp': ['image', 'image/webp'],
    'landscape.avif': ['image', 'image/avif'],
    'scan.tiff': ['image', 'image/tiff'],
    'bitmap.bmp': ['image', 'image/bmp'],
    'report.pdf': ['document', 'application/pdf'],
    'letter.docx': ['document', `${OOXML}.wordprocessingml.document`],
    'notes.txt': ['text', 'text/plain'],
    'readme.md': ['text', 'text/plain'],
    'levels.csv': ['data', 'text/csv'],
    'gates.json': ['data', 'application/json'],
    'archive.zip': ['archive', 'application/zip'],
    'clip.mp4': ['video', 'video/mp4'],
    'slides.pptx': ['document', `${OOXML}.presentationml.presentation`],
    'levels.xlsx': ['document', `${OOXML}.spreadsheetml.sheet`],
    'letter.odt': ['document', 'application/vnd.oasis.opendocument.text'],
    'book.epub': ['document', 'application/epub+zip'],
    'page.html': ['text', 'text/html'],
    'scan.pdf': ['document', 'application/pdf'],
    'brief.txt': ['text', 'text/plain'],
  };

  it('are what their names say, sound, and small', async () => {
    expect(good.map((path) => basename(path)).sort()).toEqual(Object.keys(expected).sort());
    let total = 0;
    for (const path of good) {
      const facts = await inspectFile(path);
      const [kind, mimeType] = expected[basename(path)] ?? [];
      expect(facts, path).toMatchObject({ kind, mimeType });
      expect(facts, path).not.toHaveProperty('unparseable');
      total += facts.sizeBytes;
    }
    expect(total).toBeLessThan(1_500_000);
  });

  it('are the same bytes every time', async () => {
    for (const [i, path] of good.entries()) {
      expect((await readFile(path)).equals(await readFile(again[i] ?? ''))).toBe(true);
    }
  });

  it('include pictures that can all be rendered', async () => {
    const { render } = createImageRenderer();
    for (const path of good) {
      if (expected[basename(path)]?.[0] !== 'image') continue;
      const image = await render(await readFile(path), [], { maxPixels: DEFAULT_LIMITS.maxPixels });
      expect(image, path).toMatchObject({ outcome: 'rendered' });
    }
  });

  it('include a photo that lies on its side, a badge one can see through, and an animation', async () => {
    const facts = async (name: string) => (await inspectFile(join(dir, 'good', name))).image;
    expect(await facts('photo.jpg')).toMatchObject({ width: 1600, height: 1200, orientation: 6 });
    expect(await facts('badge.png')).toMatchObject({ hasAlpha: true });
    expect(await facts('animation.gif')).toMatchObject({ frames: 8 });
  });
});

describe('the bad samples', () => {
  it('show what they are expected to be treated for', async () => {
    const found = new Set<string>();
    for (const { path, expect: expected } of bad) {
      const facts = await inspectFile(path);
      const why = expected.reason ?? expected.finding ?? 'nothing';
      found.add(why);
      expect(reasonsIn(facts, path), path).toEqual(why === 'nothing' ? [] : [why]);
    }
    expect([...found].sort()).toEqual(
      [
        'empty',
        'encrypted',
        'expansion_too_high',
        'infected',
        'nothing',
        'too_many_pixels',
        'type_mismatch',
        'unparseable',
      ].sort(),
    );
  });
});

/** The reasons that the facts give, read off them plainly. */
function reasonsIn(facts: FileFacts, path: string): string[] {
  const { width = 0, height = 0 } = facts.image ?? {};
  const claims: ReadonlyArray<readonly [string, boolean]> = [
    ['infected', facts.malware !== undefined],
    ['empty', facts.kind === 'empty'],
    ['encrypted', facts.encrypted === true],
    ['unparseable', facts.unparseable !== undefined],
    ['too_many_pixels', width * height > DEFAULT_LIMITS.maxPixels],
    ['expansion_too_high', (facts.archive?.expansionRatio ?? 0) > DEFAULT_LIMITS.maxExpansionRatio],
    ['type_mismatch', path.endsWith('.png') && facts.kind !== 'image'],
  ];
  return claims.filter(([, holds]) => holds).map(([reason]) => reason);
}
