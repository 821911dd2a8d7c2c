import type { Evidence } from '@sluice/contracts';

/** Longer quotes are not looked for: an answer with one did not keep to the rules. */
const MAX_LOOKED_FOR = 400;
/** What evidence may carry. */
const MAX_QUOTE = 200;

export type Span = { readonly start: number; readonly end: number };

/** The text of a page, to look for words in. */
export type Quotable = {
  readonly text: string;
  /**
   * Where the words stand, or undefined. White space of any kind and length counts as one space: models copy line breaks as
   * spaces.
   */
  locate(quote: string): Span | undefined;
};

export function makeQuotable(text: string): Quotable {
  // Most answers need neither: they quote letter by letter.
  let flat: Flat | undefined;
  return {
    text,
    locate(quote) {
      const words = quote.trim();
      if (words === '' || words.length > MAX_LOOKED_FOR) return undefined;
      const start = text.indexOf(words);
      if (start !== -1) return { start, end: start + words.length };
      flat ??= flatten(text);
      const flatWords = words.replace(/\s+/g, ' ');
      const at = flat.text.indexOf(flatWords);
      if (at === -1) return undefined;
      // Words end with a letter, which stands for itself alone.
      return { start: flat.offsets[at] ?? 0, end: (flat.offsets[at + flatWords.length - 1] ?? 0) + 1 };
    },
  };
}

type Flat = {
  /** With one space for each run of white space. */
  readonly text: string;
  /** Where each of its characters stands in what it was made of. */
  readonly offsets: Uint32Array;
};

function flatten(text: string): Flat {
  const offsets = new Uint32Array(text.length);
  const parts: string[] = [];
  let length = 0;
  for (const { 0: run, index } of text.matchAll(/\S+|\s+/g)) {
    const part = run.trim() === '' ? ' ' : run;
    for (let i = 0; i < part.length; i += 1) offsets[length + i] = index + i;
    length += part.length;
    parts.push(part);
  }
  return { text: parts.join(''), offsets };
}

/** Evidence for a quote that stands on that page (from 1), or undefined: then nothing of it can be believed. */
export function findEvidence(pages: readonly Quotable[], page: number, quote: string): Evidence | undefined {
  const quoted = pages[page - 1];
  const span = quoted?.locate(quote);
  if (quoted === undefined || span === undefined) return undefined;
  return { page, ...span, quote: quoted.text.slice(span.start, Math.min(span.end, span.start + MAX_QUOTE)) };
}
