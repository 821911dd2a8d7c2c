import type { Box } from '@sluice/contracts';
import type { RecognizedText, RecognizedWord, TextRecognizer } from '@sluice/core/process';
import sharp from 'sharp';
import { NO_TEXT, type PictureText, type TextLine } from './picture-text.ts';

const MAX_SIDE = 1600;
/** Leaves, fur and bricks are read as words too, but not surely. */
const MIN_CONFIDENCE = 0.6;
/** A word or two that were sure by chance. */
const MIN_WORDS = 3;

/** Reads with the engine that is given, at most 1600 pixels a side: twice as many take four times as long. */
export async function readText(recognizer: TextRecognizer, picture: Uint8Array): Promise<PictureText> {
  return keepSureWords(await recognizer.recognize(await limitSize(picture)));
}

async function limitSize(picture: Uint8Array): Promise<Uint8Array> {
  const { width, height } = await sharp(picture).metadata();
  if (Math.max(width, height) <= MAX_SIDE) return picture;
  return sharp(picture).resize(MAX_SIDE, MAX_SIDE, { fit: 'inside' }).png({ compressionLevel: 1 }).toBuffer();
}

export function keepSureWords({ words }: Pick<RecognizedText, 'words'>): PictureText {
  const sure = words.filter(({ text, confidence }) => confidence >= MIN_CONFIDENCE && /[\p{L}\p{N}]/u.test(text));
  if (sure.filter(({ text }) => /[\p{L}\p{N}]{2}/u.test(text)).length < MIN_WORDS) return NO_TEXT;
  return {
    lines: joinLines(sure),
    words: sure.length,
    coverage: Math.min(
      1,
      sure.reduce((sum, { box }) => sum + box.width * box.height, 0),
    ),
    confidence: weighConfidence(sure),
  };
}

/** Words in reading order as lines: one that begins left of the one before, or lies beside it no more, begins a line. */
function joinLines(words: readonly RecognizedWord[]): readonly TextLine[] {
  const lines: RecognizedWord[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const before = line?.at(-1);
    const middle = word.box.y + word.box.height / 2;
    const isBeside =
      before !== undefined &&
      middle >= before.box.y &&
      middle <= before.box.y + before.box.height &&
      word.box.x >= before.box.x;
    if (line !== undefined && isBeside) line.push(word);
    else lines.push([word]);
  }
  return lines.map((line) => ({
    text: line.map(({ text }) => text).join(' '),
    confidence: weighConfidence(line),
    box: line.map(({ box }) => box).reduce(surround),
  }));
}

function surround(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

function weighConfidence(words: readonly RecognizedWord[]): number {
  const length = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / Math.max(1, length);
}
