/** Lines of JSON Lines that are parsed before the rest is believed. */
const SAMPLE_LINES = 50;

/**
 * The JSON type of a text that is an object, an array, or a line of these each. A bare number or word is text to everybody.
 * Of a text too long to hold, `isWhole` false, only the beginning is there: then its tokens must be right as far as it goes.
 */
export function looksLikeJson(text: string, isWhole: boolean): 'application/json' | 'application/x-ndjson' | undefined {
  const start = text.trimStart();
  if (!start.startsWith('{') && !start.startsWith('[')) return undefined;
  if (isWhole && parses(start)) return 'application/json';
  const lines = start.split('\n', SAMPLE_LINES + 1).filter((line) => line.trim() !== '');
  const whole = lines.length > SAMPLE_LINES || !isWhole ? lines.slice(0, -1) : lines;
  if (whole.length > 1 && whole.every((line) => /^\s*[[{]/.test(line) && parses(line))) return 'application/x-ndjson';
  return !isWhole && beginsLikeJson(start) ? 'application/json' : undefined;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TOKEN =
  /\s*(?:([[{])|([\]}])|[:,]|"(?:[^"\\\p{Cc}]|\\["\\/bfnrtu])*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy;
/** A token that the cut may have left unfinished. */
const LONGEST_TOKEN = 4_096;

function beginsLikeJson(text: string): boolean {
  const sample = text.slice(0, 64 * 1024);
  let depth = 0;
  TOKEN.lastIndex = 0;
  let at = 0;
  for (let token = TOKEN.exec(sample); token !== null; token = TOKEN.exec(sample)) {
    at = TOKEN.lastIndex;
    if (token[1]) depth++;
    if (token[2] && --depth < 0) return false;
  }
  return sample.length - at < LONGEST_TOKEN;
}
