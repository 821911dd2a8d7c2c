import type { RecognizedText, RecognizedWord } from '@sluice/core/process';
import type { Block } from 'tesseract.js';

/** Words in reading order; their boxes are fractions of the picture, and the text is as sure as its words are, by length. */
export function readWords(
  blocks: readonly Block[],
  { width, height }: { readonly width: number; readonly height: number },
): RecognizedText {
  const words: RecognizedWord[] = [];
  const paragraphs: string[] = [];
  let letters = 0;
  let sureLetters = 0;
  for (const { paragraphs: found } of blocks) {
    for (const paragraph of found) {
      const lines: string[] = [];
      for (const line of paragraph.lines) {
        const read = line.words.filter(({ text }) => text.trim() !== '');
        if (read.length > 0) lines.push(read.map(({ text }) => text).join(' '));
        for (const { text, confidence: percent, bbox } of read) {
          const confidence = clamp(percent / 100);
          letters += text.length;
          sureLetters += text.length * confidence;
          const [x, y] = [clamp(bbox.x0 / width), clamp(bbox.y0 / height)];
          const box = { x, y, width: clamp(bbox.x1 / width) - x, height: clamp(bbox.y1 / height) - y };
          words.push({ text, confidence, box });
        }
      }
      if (lines.length > 0) paragraphs.push(lines.join('\n'));
    }
  }
  return { text: paragraphs.join('\n'), confidence: letters === 0 ? 0 : sureLetters / letters, words };
}

const clamp = (fraction: number): number => Math.min(1, Math.max(0, fraction));
