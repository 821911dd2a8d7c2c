/** No title is longer, and some of the patterns below are slow on what is. */
const MAX_LENGTH = 300;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6}[ \t]+(.*)$/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;

/** The first heading of a Markdown text (CommonMark 4.2 and 4.3), outside of code and front matter; without its marks. */
export function findHeading(markdown: string): string | undefined {
  const lines = markdown.replace(/^---\n[\s\S]*?\n---\n/, '').split('\n');
  let fence: string | undefined;
  let above = '';
  for (const line of lines) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      fence = mark;
      above = '';
      continue;
    }
    const heading = HEADING.exec(line)?.[1] ?? (above.trim() !== '' && UNDERLINE.test(line) ? above : undefined);
    const title = heading === undefined ? '' : plain(heading.slice(0, MAX_LENGTH));
    if (title !== '') return title;
    // An indented line is code, and a line that begins a list or a quotation does not become a heading.
    above = /^( {4}|\t|\s*([-*+>]|\d+[.)])\s)/.test(line) ? '' : line;
  }
  return undefined;
}

const plain = (heading: string): string =>
  heading
    .replace(/(^|[ \t])#+[ \t]*$/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]{1,3}(\S[^*_`]*)[*_`]{1,3}/g, '$1')
    .trim();
