import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePdf } from '../../../../examples/samples/write-pdf.ts';
import { openPdf } from '../documents/pdf/open-pdf.ts';
import { recognizePage } from '../documents/pdf/recognize-page.ts';
import { startPdfium } from '../documents/pdf/start-pdfium.ts';
import { createTextRecognizer } from './create-text-recognizer.ts';

const recognizer = createTextRecognizer();
afterAll(() => recognizer.close());

const LINES = ['The northern gate opens within four minutes.', 'Invoice 4711 of 12 February 2026: 1,250.00 EUR'];
let page: Buffer;
beforeAll(async () => {
  page = await drawPage();
});

/** The picture of a page of text, drawn by an engine with fonts of its own. */
async function drawPage(): Promise<Buffer> {
  const pdf = openPdf(await startPdfium(), writePdf('Inspection', [LINES]));
  const drawn = pdf.outcome === 'opened' ? pdf.openPage(0) : undefined;
  if (drawn === undefined) throw new Error('the page was not opened');
  let picture = Buffer.of();
  await recognizePage(drawn, {
    async recognize(content) {
      picture = Buffer.from(content);
      return { text: '', confidence: 0, words: [] };
    },
  });
  return picture;
}

describe('the recognizer of text', () => {
  it('reads a page, line by line, and says how sure it is', async () => {
    const { text, confidence, words } = await recognizer.recognize(page);
    expect(text.split('\n')).toEqual(['Inspection', ...LINES]);
    expect(confidence).toBeGreaterThan(0.85);
    expect(confidence).toBeLessThanOrEqual(1);
    expect(words.map((word) => word.text).join(' ')).toBe(['Inspection', ...LINES].join(' '));
  }, 30_000);

  it('says where each word stands, as fractions of the picture', async () => {
    const { words } = await recognizer.recognize(page);
    const { box } = words.find(({ text }) => text === 'Inspection') ?? {};
    // Set at (72, 770) in 20 points on a page of 595 x 842, from the lower left.
    expect(box?.x).toBeCloseTo(72 / 595, 2);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo((842 - 770 + 4) / 842, 2);
    for (const {
      box: { x, y, width, height },
      confidence,
    } of words) {
      for (const fraction of [x, y, width, height, x + width, y + height, confidence]) {
        expect(fraction).toBeGreaterThanOrEqual(0);
        expect(fraction).toBeLessThanOrEqual(1);
      }
    }
  }, 30_000);

  it('reads JPEG and WebP, and pictures one can see through', async () => {
    const first = { left: 0, top: 0, width: 1653, height: 318 };
    const cut = sharp(page).extract(first);
    const clear = await cut.clone().ensureAlpha().unflatten().png().toBuffer();
    for (const picture of [await cut.clone().jpeg().toBuffer(), await cut.clone().webp().toBuffer(), clear]) {
      expect((await recognizer.recognize(picture)).text).toBe(
        'Inspection\nThe northern gate opens within four minutes.',
      );
    }
  }, 30_000);

  it('finds nothing in a blank picture, and nothing in what is no picture', async () => {
    const blank = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    const nothing = { text: '', confidence: 0, words: [] };
    expect(await recognizer.recognize(blank)).toEqual(nothing);
    expect(await recognizer.recognize(Buffer.from('not a picture'))).toEqual(nothing);
    expect(await recognizer.recognize(page.subarray(0, 40))).toEqual(nothing);
  }, 30_000);

  it('goes on after it was closed, and reads pictures that come at once', async () => {
    await recognizer.close();
    const cut = await sharp(page).extract({ left: 0, top: 0, width: 1653, height: 240 }).png().toBuffer();
    const both = await Promise.all([recognizer.recognize(cut), recognizer.recognize(cut)]);
    expect(both.map(({ text }) => text)).toEqual(['Inspection', 'Inspection']);
  }, 30_000);
});
