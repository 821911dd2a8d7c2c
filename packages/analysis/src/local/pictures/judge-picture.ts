import type { PictureFacts } from './measure-picture.ts';
import type { DetectedObject } from './object-model.ts';
import type { PictureText } from './picture-text.ts';

export type PictureCategory = 'photo' | 'drawing' | 'screenshot' | 'scan' | 'document' | 'diagram';
export type JudgedPicture = { readonly category: PictureCategory; readonly confidence: number };

/** What is known of a picture; text and objects are absent where their part failed. */
export type PictureEvidence = {
  readonly facts: PictureFacts;
  readonly text?: Pick<PictureText, 'words' | 'coverage'> | undefined;
  readonly objects?: readonly DetectedObject[] | undefined;
};

/** Print takes about three times the area of its words' boxes at most; without reading it stands for them. */
const guessText = ({ print }: PictureFacts) => ({ words: Math.round(print * 300), coverage: print });

/**
 * What sort of picture it is, by measured rules of thumb: a page is light and full of words, a lens leaves no surface flat,
 * a screen is flat and has words, a diagram is lines on an empty ground.
 */
export function judgePicture({ facts, text, objects = [] }: PictureEvidence): JudgedPicture {
  const { words, coverage } = text ?? guessText(facts);
  // A page in bad light is grey, but then its words leave no doubt.
  const isPaper = facts.light > 0.55 ? coverage >= 0.06 : coverage >= 0.2;
  const isPage = isPaper && facts.colourful < 0.15 && words >= 25;
  if (isPage) return facts.flat < 0.5 ? is('scan', 0.75) : is('document', coverage >= 0.1 ? 0.75 : 0.55);
  if (isSeen(facts)) return is('photo', ratePhoto(facts, objects));

  const isEmptyGround = facts.light > 0.8 && facts.background >= 0.5;
  if (words >= 8 && coverage >= 0.015) return is('screenshot', isEmptyGround && words < 40 ? 0.5 : 0.65);
  if (isEmptyGround && facts.edges >= 0.01) return is('diagram', words >= 3 ? 0.6 : 0.5);
  if (facts.flat >= 0.8 && facts.colourful >= 0.15) return is('drawing', 0.65);
  if (facts.flat >= 0.9 && facts.edges >= 0.005) return is('drawing', 0.5);
  return is('photo', 0.4);
}

const is = (category: PictureCategory, confidence: number): JudgedPicture => ({ category, confidence });

/** No colour prevails, and no surface is quite flat; in grey and dark pictures one colour may prevail. */
const isSeen = ({ flat, background, light }: PictureFacts): boolean =>
  (flat < 0.8 && background < 0.35) || (flat < 0.7 && light < 0.5);

function ratePhoto({ colours, flat }: PictureFacts, objects: readonly DetectedObject[]): number {
  const seen = objects.some(({ confidence }) => confidence >= 0.5) ? 0.1 : 0;
  return Math.min(0.95, 0.6 + (colours >= 40 ? 0.15 : 0) + (flat < 0.6 ? 0.1 : 0) + seen);
}
