/** Control characters, and the overrides that make `exe.gpj` look like `jpg.exe`: no name needs them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const HARMFUL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069/\\]/g;

/** What RFC 5987 calls attr-char: everything else is written in percent. */
const NOT_ATTR_CHAR = /['()*]/g;

/** Names are at most this many characters of URL: S3 takes 8 KiB of URL, the host's own limits come sooner. */
const MAX_ENCODED = 1024;

/**
 * `attachment` under a file name (RFC 6266): once in ASCII for old clients, once in UTF-8. Nothing in a name can end the
 * header or the quotes, or turn the text around.
 */
export function contentDisposition(filename: string): string {
  const safe = shorten(filename.toWellFormed().replace(HARMFUL, '_'));
  const ascii = safe.replace(/[^\u0020-\u007e]/gu, '_').replace(/["%]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encode(safe)}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    NOT_ATTR_CHAR,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Keeps the end, which says the type. */
function shorten(name: string): string {
  const characters = [...name];
  while (encode(characters.join('')).length > MAX_ENCODED) {
    characters.splice(0, Math.max(1, characters.length >> 4));
  }
  return characters.join('');
}
