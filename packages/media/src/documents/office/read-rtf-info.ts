const HEAD_BYTES = 64 * 1024;
const TEXT = (tag: string) => new RegExp(`\\{\\\\${tag}\\s((?:\\\\.|[^\\\\{}])*)\\}`, 's');
const CREATED = /\{\\creatim((?:\\(?:yr|mo|dy|hr|min|sec)\d+\s*)+)\}/;

/** Title, author and time of creation out of the information group, which stands at the front; times have no zone. */
export function readRtfInfo(content: Buffer): {
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly createdAt: string | undefined;
} {
  const head = content.toString('latin1', 0, HEAD_BYTES);
  const info = head.slice(Math.max(0, head.indexOf('{\\info')));
  const find = (tag: string): string | undefined => {
    const text = TEXT(tag).exec(info)?.[1];
    return text === undefined ? undefined : unescapeRtf(text);
  };
  return { title: find('title'), author: find('author'), createdAt: readTime(CREATED.exec(info)?.[1]) };
}

function unescapeRtf(text: string): string {
  const cp1252 = new TextDecoder('windows-1252');
  return text
    .replace(/\\u(-?\d{1,6})(?: |\b)(?:\\'[0-9a-f]{2}|\?)?/gi, (_, unit) => String.fromCharCode(Number(unit) & 0xffff))
    .replace(/\\'([0-9a-f]{2})/gi, (_, byte) => cp1252.decode(Uint8Array.of(Number.parseInt(byte, 16))))
    .replace(/\\([\\{}])/g, '$1')
    .replace(/\\[a-z]+-?\d* ?/gi, '');
}

function readTime(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  const part = (name: string, without: number): number => {
    const digits = new RegExp(`\\\\${name}(\\d+)`).exec(words)?.[1];
    return digits === undefined ? without : Number(digits);
  };
  const time = Date.UTC(part('yr', 0), part('mo', 1) - 1, part('dy', 1), part('hr', 0), part('min', 0), part('sec', 0));
  return part('yr', 0) === 0 || Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
