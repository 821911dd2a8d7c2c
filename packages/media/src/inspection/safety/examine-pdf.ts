import { inflateSync } from 'node:zlib';
import type { SafetyFacts } from '@sluice/core/inspect';
import { collectSafety, type SafetyKind } from './collect-safety.ts';
import { findStreamBomb } from './find-stream-bomb.ts';

/** Of one object stream, and of all of them. */
const MAX_STREAM = 1024 * 1024;
const MAX_INFLATED = 8 * 1024 * 1024;
const MAX_STREAMS = 500;
/** Where its dictionary must have begun before a stream. */
const MAX_DICTIONARY = 2_000;

const NAMES: Readonly<Record<string, SafetyKind>> = {
  JavaScript: 'scripts',
  JS: 'scripts',
  OpenAction: 'scripts',
  AA: 'scripts',
  XFA: 'scripts',
  RichMedia: 'scripts',
  Launch: 'externalReferences',
  URI: 'externalReferences',
  GoToR: 'externalReferences',
  SubmitForm: 'externalReferences',
  ImportData: 'externalReferences',
  EmbeddedFile: 'embeddedFiles',
};

export type ExaminedPdf = {
  readonly safety: SafetyFacts | undefined;
  /** As its page trees say: the largest count. */
  readonly pages: number | undefined;
  readonly unsafe: string | undefined;
};

/**
 * Looks for the names of what a PDF may do, however they are escaped, in its objects and in its object streams, which are
 * inflated up to 8 MiB in all. `bytes` may be the beginning of a longer one.
 */
export function examinePdf(bytes: Buffer): ExaminedPdf {
  const found = collectSafety();
  const text = bytes.toString('latin1');
  let pages: number | undefined;
  let inflated = 0;
  const examine = (part: string) => {
    for (const [, raw = ''] of part.matchAll(/\/([A-Za-z#][A-Za-z0-9#]{1,40})/g)) {
      const name = raw.includes('#') ? unescapeName(raw) : raw;
      const kind = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
      if (kind !== undefined) found.add(kind, `/${raw}`);
    }
    for (const [, count] of part.matchAll(/\/Type\s{0,9}\/Pages\b[^>]{0,2000}?\/Count\s+(\d{1,10})/g)) {
      pages = Math.max(pages ?? 0, Number(count));
    }
    for (const [, count] of part.matchAll(/\/Count\s+(\d{1,10})[^>]{0,2000}?\/Type\s{0,9}\/Pages\b/g)) {
      pages = Math.max(pages ?? 0, Number(count));
    }
  };
  examine(text);
  let streams = 0;
  for (const match of text.matchAll(/\/ObjStm\b/g)) {
    if (++streams > MAX_STREAMS || inflated >= MAX_INFLATED) break;
    const part = inflateStream(bytes, text, match.index);
    inflated += part.length;
    examine(part);
  }
  return { safety: found.finish(bytes.length + inflated), pages, unsafe: findStreamBomb(bytes, text) };
}

const unescapeName = (name: string): string =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The inflated stream whose dictionary has the name at `at`; nothing when it is damaged or too large. */
function inflateStream(bytes: Buffer, text: string, at: number): string {
  const mark = text.indexOf('stream', at);
  if (mark < 0 || mark - at > MAX_DICTIONARY) return '';
  const start = mark + 6 + (text.startsWith('\r\n', mark + 6) ? 2 : 1);
  const end = text.indexOf('endstream', start);
  try {
    const content = bytes.subarray(start, end < 0 ? bytes.length : end);
    return inflateSync(content, { maxOutputLength: MAX_STREAM }).toString('latin1');
  } catch {
    // A reader would not see it either, or it is larger than object streams are.
    return '';
  }
}
