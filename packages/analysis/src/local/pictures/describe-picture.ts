import type { JudgedPicture } from './judge-picture.ts';
import type { DetectedObject } from './object-model.ts';
import type { PictureText } from './picture-text.ts';

export type Described = { readonly sentence: string; readonly confidence: number };

/** A list of things is no understanding, however sure of each. */
export const MAX_CONFIDENCE = 0.7;
const MAX_QUOTED = 60;

/** One sentence of English: the sort of picture, what is on it or its colours, and how its text begins. */
export function describePicture(picture: {
  readonly judged: JudgedPicture;
  readonly colours: readonly string[];
  readonly objects: readonly DetectedObject[];
  readonly text: PictureText;
}): Described {
  const { judged, colours, objects, text } = picture;
  const showsThings = judged.category === 'photo' || judged.category === 'drawing';
  const things = showsThings ? countThings(objects) : [];
  const beginning = quoteBeginning(text);
  const parts = [
    `A ${judged.category}`,
    things.length > 0
      ? ` of ${enumerate(things)}`
      : showsThings && colours.length > 0
        ? ` in ${enumerate(colours.slice(0, 3))}`
        : '',
    beginning === '' ? '' : ` with the text “${beginning}”`,
  ];
  return { sentence: `${parts.join('')}.`, confidence: rate(picture, things.length > 0) };
}

function rate({ judged, objects, text }: Parameters<typeof describePicture>[0], hasThings: boolean): number {
  const told = hasThings
    ? mean(objects.map(({ confidence }) => confidence))
    : text.words > 0
      ? text.confidence * 0.7
      : 0.35;
  return Math.min(MAX_CONFIDENCE, judged.confidence, told);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const PLURALS: Readonly<Record<string, string>> = {
  person: 'people',
  knife: 'knives',
  mouse: 'mice',
  sheep: 'sheep',
  skis: 'skis',
  scissors: 'scissors',
  bus: 'buses',
  bench: 'benches',
  couch: 'couches',
  sandwich: 'sandwiches',
  toothbrush: 'toothbrushes',
  'wine glass': 'wine glasses',
};
const NUMBERS = ['no', 'a', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** `two people`, `a bus`, `an apple`, in the order they were found. */
function countThings(objects: readonly DetectedObject[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { label } of objects) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => {
    if (count > 1) return `${NUMBERS[count] ?? 'many'} ${PLURALS[label] ?? `${label}s`}`;
    if (label === 'skis' || label === 'scissors') return label;
    return `${/^[aeiou]/.test(label) ? 'an' : 'a'} ${label}`;
  });
}

function enumerate(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}

/** The first words of a text on one line, whole words only. */
function quoteBeginning({ lines }: PictureText): string {
  const text = lines
    .map((line) => line.text)
    .join(' ')
    .replace(/[“”"]/g, '');
  if (text.length <= MAX_QUOTED) return text;
  return `${text.slice(0, MAX_QUOTED).replace(/\s+\S*$/, '')} …`;
}
