import type { ContentWindow } from './content-window.ts';
import type { StructureFacts } from './probes/probe.ts';

/** A cross-reference section is read up to here for the dictionary that follows it. */
const MAX_SECTION = 512 * 1024;
const ENCRYPT = /\/Encrypt(?:\s+\d+\s+\d+\s+R\b|\s*<<)/;

/** Reads the trailer: a file without one was cut off, one that names an encryption dictionary is locked. */
export async function inspectPdf(window: ContentWindow): Promise<StructureFacts> {
  const end = window.tail.toString('latin1');
  const starts = [...end.matchAll(/startxref\s+(\d+)/g)];
  const last = starts.at(-1);
  if (!last || end.indexOf('%%EOF', last.index) < 0) return { unparseable: 'pdf ends before its trailer' };
  const trailer = end.lastIndexOf('trailer', last.index);
  const inTail = trailer >= 0 && ENCRYPT.test(end.slice(trailer, last.index));
  const encrypted = inTail || ENCRYPT.test(await readSection(window, Number(last[1])));
  return encrypted ? { encrypted } : {};
}

/** The text from a cross-reference section to where its dictionary must have ended. */
async function readSection(window: ContentWindow, at: number): Promise<string> {
  const text = (await window.read(at, MAX_SECTION)).toString('latin1');
  if (/^\s*xref/.test(text)) {
    const trailer = text.indexOf('trailer');
    return trailer < 0 ? '' : upTo(text.slice(trailer), 'startxref');
  }
  return upTo(text, 'stream');
}

const upTo = (text: string, mark: string): string => {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
};
