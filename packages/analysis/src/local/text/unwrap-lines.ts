/** A line that ends earlier was ended on purpose: a heading, an item, a row. */
const WRAPPED = 45;

/** Lines that a machine wrapped run on; a character for a character, so that offsets stay those of the page. */
export function unwrapLines(text: string): string {
  let unwrapped = '';
  for (const [line] of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    unwrapped += line.trim().length < WRAPPED ? line : line.replace(/[\r\n]/g, ' ');
  }
  return unwrapped;
}
