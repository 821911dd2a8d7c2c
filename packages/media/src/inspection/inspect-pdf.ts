import type { ContentWindow } from './content-window.ts';
import type { StructureFacts } from './probes/probe.ts';
import { examinePdf } from './safety/examine-pdf.ts';

/** A cross-reference section is read up to here for the dictionary that follows it. */
const MAX_SECTION = 512 * 1024;
const ENCRYPT = /\/Encrypt(?:\s+\d+\s+\d+\s+R\b|\s*<<)/;

/** Of the front of a PDF; what lies between it and the end that was kept is not looked at. */
const MAX_EXAMINED = 4 * 1024 * 1024;

/** What its trailer says, how many pages it declares, and what it may do. */
export async function inspectPdf(window: ContentWindow): Promise<StructureFacts> {
  const front = await window.read(0, MAX_EXAMINED);
  const rest = Math.min(window.tail.length, window.sizeBytes - front.length);
  const { safety, pages, unsafe } = examinePdf(rest > 0 ? Buffer.concat([front, window.tail.subarray(-rest)]) : front);
  return {
    ...(await readTrailer(window)),
    ...(pages !== undefined && { document: { pages } }),
    ...(safety && { safety }),
    ...(unsafe !== undefined && { unsafe }),
  };
}

/** Reads the trailer: a file without one was cut off, one that names an encryption dictionary is locked. */
async function readTrailer(window: ContentWindow): Promise<StructureFacts> {
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
