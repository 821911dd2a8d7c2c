import type { Evidence } from '@sluice/contracts';

/** Quotes longer than this are not looked for: an answer with one did not keep to the rules. */
const MAX_LOOKED_FOR = 1000;
/** What evidence may carry. */
const MAX_QUOTE = 200;

const escapeForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Where `quote` stands in `text`, or undefined. White space counts as white space: models copy line breaks as spaces. */
export function locateQuote(text: string, quote: string): { start: number; end: number } | undefined {
  const trimmed = quote.trim();
  if (trimmed === '' || trimmed.length > MAX_LOOKED_FOR) return undefined;
  const start = text.indexOf(trimmed);
  if (start !== -1) return { start, end: start + trimmed.length };
  const words = trimmed.split(/\s+/);
  const match = words.length === 1 ? null : new RegExp(words.map(escapeForPattern).join('\\s+')).exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

/** Evidence for a quote that stands on that page, or undefined: then nothing of it can be believed. */
export function findEvidence(pages: readonly string[], page: number, quote: string): Evidence | undefined {
  const text = pages[page - 1];
  const span = text === undefined ? undefined : locateQuote(text, quote);
  if (text === undefined || span === undefined) return undefined;
  return { page, ...span, quote: text.slice(span.start, Math.min(span.end, span.start + MAX_QUOTE)) };
}
