/** How a text is laid out, as shares of its lines and words. */
export type Structure = {
  readonly lines: number;
  /** Lines that begin with a bullet, a number or a box to tick. */
  readonly bullets: number;
  /** Lines that end as lines of a program do. */
  readonly code: number;
  /** Lines of several values. */
  readonly rows: number;
  /** Lines with at least eight words, or paragraphs. */
  readonly prose: number;
  readonly words: number;
};

const BULLET = /^\s*(?:[-*•–▪☐☑]|\d{1,3}[.)]|[a-z][.)]|\[[ x]\])\s+\S/;
const CODE =
  /[;{}]\s*$|^\s*(?:import|from|def|class|function|const|let|var|return|public|private|#include|package)\b.*[;:({'"]|=>|^\s*(?:\/\/|#!|\/\*)/;

export function judgeStructure(text: string): Structure {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const share = (isOne: (line: string) => boolean): number =>
    lines.length === 0 ? 0 : lines.filter(isOne).length / lines.length;
  return {
    lines: lines.length,
    bullets: share((line) => BULLET.test(line)),
    code: share((line) => CODE.test(line)),
    rows: share((line) => line.split(/\t|\s{3,}|[;|]/).length >= 3),
    prose: share((line) => countWords(line) >= 8),
    words: countWords(text),
  };
}

const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
