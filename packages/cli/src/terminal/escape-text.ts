const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

// Controls, line separators, lone surrogates, and every invisible format character (bidirectional marks first of all)
// but the two joiners, which emoji and several scripts need.
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text of somebody else's as it may be shown in a terminal: what would move the cursor, start a sequence or turn the
 * reading direction is written out (`\n`, `\u{202e}`), so that a file name cannot pretend to be something else.
 */
export const escapeText = (text: string): string =>
  text.replace(UNSAFE, (char) => NAMED[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
