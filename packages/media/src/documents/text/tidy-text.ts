/** Everything of C0, C1 and the non-characters that is no tab and no line end: it means nothing in a text and breaks readers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const MEANINGLESS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]/g;

/** Lines end in `\n`, a form feed is a line's end, no line has spaces at its end, and at most one empty line stands between two. */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\f\u0085\u2028\u2029]/g, '\n')
    .replace(MEANINGLESS, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}
