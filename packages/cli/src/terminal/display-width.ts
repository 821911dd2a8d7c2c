const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// East Asian wide and full-width forms (Unicode TR 11), and pictures.
const WIDE =
  /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\u{fe0f}/u;

const widthOf = (grapheme: string): number => (WIDE.test(grapheme) ? 2 : 1);

/** How many columns a text (without colours and controls) takes. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOf(segment);
  return width;
};

/** The text in at most `columns` columns; what is cut ends in `…`. */
export const fitText = (text: string, columns: number): string => {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment);
    if (width > columns) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** The path in at most `columns` columns; its end, with the name, is kept. */
export const fitPath = (path: string, columns: number): string => {
  let kept = '';
  let width = displayWidth(path);
  if (width <= columns) return path;
  for (const { segment } of graphemes.segment(path)) {
    if (width + 1 <= columns) kept += segment;
    else width -= widthOf(segment);
  }
  return `…${kept}`;
};

/** The text in exactly `columns` columns. */
export const padText = (text: string, columns: number, fit = fitText): string => {
  const fitted = fit(text, columns);
  return fitted + ' '.repeat(columns - displayWidth(fitted));
};
