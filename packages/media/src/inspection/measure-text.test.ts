import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextMeter } from './measure-text.ts';

function measure(content: Buffer, cuts: readonly number[] = []) {
  const meter = createTextMeter();
  const edges = [0, ...[...cuts].sort((a, b) => a - b), content.length];
  for (let i = 1; i < edges.length; i++) meter.feed(content.subarray(edges[i - 1], edges[i]));
  return meter.finish(content);
}
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('the encoding of text', () => {
  it.each([
    ['ASCII', Buffer.from('plain\ttext\r\n'), 'utf-8'],
    ['UTF-8', Buffer.from('Grüße, 世界 🌊'), 'utf-8'],
    ['UTF-16, little end first', Buffer.from('\uFEFFGrüße', 'utf16le'), 'utf-16le'],
    ['UTF-16, big end first', Buffer.from('\uFEFFGrüße', 'utf16le').swap16(), 'utf-16be'],
    ['eight bits', latin1('caf\xe9 au lait'), 'windows-1252'],
    // Shift JIS: more than half of the bytes are above ASCII.
    ['a long text of two bytes a character', latin1('\x93\xfa\x96\x7b\x8c\xea'.repeat(30)), 'windows-1252'],
    ['a few such bytes', latin1('\x93\xfa\x96\x7b'), undefined],
    ['UTF-8 that ends inside a character', Buffer.from('naïve é').subarray(0, -1), 'windows-1252'],
    ['UTF-16 with half a character', Buffer.from('\uFEFFab', 'utf16le').subarray(0, -1), undefined],
    ['UTF-16 with a control character', Buffer.from('\uFEFFa\u0001', 'utf16le'), undefined],
    ['a control character', Buffer.from('a\u0001b'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('%s', (_title, content, encoding) => {
    expect(measure(content)).toBe(encoding);
  });

  it('does not depend on how the text is cut, inside characters and marks too', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
      fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(`\uFEFF${text}`, 'utf16le')),
      fc.uint8Array({ max: 0xff, maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(texts, fc.array(fc.nat(80)), (content, cuts) => {
        const inside = cuts.map((cut) => Math.min(cut, content.length));
        expect(measure(content, inside)).toBe(measure(content));
        expect(measure(content, [...content.keys()])).toBe(measure(content));
      }),
      { numRuns: 400 },
    );
  });
});
