import { DEFAULT_DOCUMENT_LIMITS, type TextRecognizer } from '@sluice/core/process';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { writeEncryptedPdf } from '../../../../../examples/samples/write-encrypted-pdf.ts';
import { writePdf } from '../../../../../examples/samples/write-pdf.ts';
import { writeScan } from '../../../../../examples/samples/write-scan.ts';
import { readSample, TYPES, textsOf } from '../../testing/read-sample.ts';
import { createDocumentReader, TextRecognitionError } from '../index.ts';

const REPORT = writePdf('Report', [['The gates open.'], ['So they close.'], ['Signed by the keeper.']]);

describe('a PDF', () => {
  it('is read by page, with its title, and drawn as far as asked', async () => {
    const document = await readSample('pdf', REPORT, { previewPages: 2 });
    expect(document).toMatchObject({
      outcome: 'read',
      pages: [
        { text: 'Report\nThe gates open.', confidence: 1 },
        { text: 'Report\nSo they close.', confidence: 1 },
        { text: 'Report\nSigned by the keeper.', confidence: 1 },
      ],
      truncated: false,
      facts: { pages: 3, title: 'Report' },
      previews: [
        { name: 'page_1', mimeType: 'image/webp', width: 848, height: 1200 },
        { name: 'page_2', width: 848, height: 1200 },
      ],
    });
    if (document.outcome !== 'read') return;
    expect(await sharp(document.previews[0]?.bytes).metadata()).toMatchObject({ format: 'webp', width: 848 });
  });

  it('shows dark letters on white, and red where it is red', async () => {
    const content = writePdf('Red', [['x']])
      .toString('latin1')
      .replace('BT\n/F1 20 Tf', '1 0 0 rg 0 0 595 400 re f BT\n/F1 9 Tf');
    const document = await readSample('pdf', Buffer.from(content, 'latin1'), { previewPages: 1 });
    const bytes = document.outcome === 'read' ? document.previews[0]?.bytes : undefined;
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
    expect(pixel(10, 10).every((channel) => channel > 250)).toBe(true);
    const [red = 0, green = 255, blue = 255] = pixel(10, 1190);
    expect([red > 230, green < 30, blue < 30]).toEqual([true, true, true]);
  });

  it('is cut where the pages or the characters end, and its previews are not', async () => {
    const few = await readSample('pdf', REPORT, { maxPages: 1, previewPages: 2 });
    expect(few).toMatchObject({ pages: [{}], truncated: true, facts: { pages: 3 }, previews: [{}, {}] });
    const short = await readSample('pdf', REPORT, { maxCharacters: 10, previewPages: 0 });
    expect(short).toMatchObject({ pages: [{ text: 'Report\nThe' }], truncated: true, previews: [] });
  });

  it('is encrypted when it wants a password', async () => {
    expect(await textsOf('pdf', writeEncryptedPdf(['secret'], 'word'))).toBe('encrypted');
  });

  it('opens without asking when the password is none', async () => {
    expect(await textsOf('pdf', writeEncryptedPdf(['hello'], ''))).toEqual(['Locked\nhello']);
  });

  it('is unparseable when it was cut off or is something else', async () => {
    expect(await textsOf('pdf', REPORT.subarray(0, 200))).toBe('unparseable');
    expect(await textsOf('pdf', 'hello')).toBe('unparseable');
    expect(await textsOf('pdf', '')).toBe('unparseable');
  });

  it('may be as wide as it likes: what is drawn of it is not', async () => {
    const wide = REPORT.toString('latin1').replaceAll('[0 0 595 842]', '[0 0 99999 8]');
    const document = await readSample('pdf', Buffer.from(wide, 'latin1'), { previewPages: 1 });
    expect(document).toMatchObject({ outcome: 'read', previews: [{ width: 1200, height: 1 }] });
  });
});

describe('a scanned page', () => {
  const limits = { ...DEFAULT_DOCUMENT_LIMITS, previewPages: 0 };
  const seen: Buffer[] = [];
  const recognizer: TextRecognizer = {
    async recognize(picture) {
      seen.push(Buffer.from(picture));
      return { text: `recognized ${seen.length}`, confidence: 0.8, words: [] };
    },
  };

  it('is drawn in gray at 200 dots an inch and read by the recognizer, up to as many as allowed', async () => {
    const scan = await writeScan('Scan', [['one'], ['two'], ['three']]);
    const { read } = createDocumentReader({ recognizer });
    const document = await read(scan, TYPES.pdf, { ...limits, recognizedPages: 2 });
    expect(document).toMatchObject({
      pages: [
        { text: 'recognized 1', confidence: 0.8 },
        { text: 'recognized 2', confidence: 0.8 },
        { text: '', confidence: 1 },
      ],
    });
    expect(seen).toHaveLength(2);
    expect(await sharp(seen[0]).metadata()).toMatchObject({ format: 'png', channels: 1, width: 1653, height: 2339 });
  });

  it('stays empty without a recognizer', async () => {
    expect(await textsOf('pdf', await writeScan('Scan', [['one']]))).toEqual(['']);
  });

  it('is not sought where there is text or nothing at all', async () => {
    const { read } = createDocumentReader({
      recognizer: { recognize: () => Promise.reject(new Error('must not be asked')) },
    });
    const empty = REPORT.toString('latin1').replace(/BT[\s\S]*?ET/, (text) => ' '.repeat(text.length));
    expect(await read(Buffer.from(empty, 'latin1'), TYPES.pdf, limits)).toMatchObject({
      pages: [{ text: '' }, {}, {}],
    });
  });

  it('is not to blame for a broken recognizer', async () => {
    const broken = new Error('no memory');
    const { read } = createDocumentReader({ recognizer: { recognize: () => Promise.reject(broken) } });
    const reading = read(await writeScan('Scan', [['one']]), TYPES.pdf, limits);
    await expect(reading).rejects.toBeInstanceOf(TextRecognitionError);
    await expect(reading).rejects.toMatchObject({ name: 'TextRecognitionError', cause: broken });
    // The engine that was left in the middle of a page is not used again.
    expect(await textsOf('pdf', REPORT)).toHaveLength(3);
  });
});
