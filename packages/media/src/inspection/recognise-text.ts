import { looksLikeCsv } from './looks-like-csv.ts';
import { looksLikeJson } from './looks-like-json.ts';
import { readRootElement } from './read-root-element.ts';

/** How much of a longer text is looked at, in characters. */
const SAMPLE = 64 * 1024;

/**
 * The type that a text's own structure shows; `text/plain` when it shows none. Markdown stays plain text: its marks are also
 * what people type.
 */
export function recogniseText(text: string, isWhole: boolean): string {
  const sample = text.slice(0, SAMPLE);
  const json = looksLikeJson(text, isWhole);
  if (json !== undefined) return json;
  const root = readRootElement(sample);
  if (root !== undefined) {
    if (root.name === 'svg') return 'image/svg+xml';
    if (root.name === 'html') return root.hasProlog ? 'application/xhtml+xml' : 'text/html';
    if (root.hasProlog || (isWhole && text.trimEnd().endsWith(`</${root.qualifiedName}>`) && !root.isHtml)) {
      return 'application/xml';
    }
    if (root.isHtml) return 'text/html';
  }
  return looksLikeCsv(sample, isWhole && sample.length === text.length) ?? 'text/plain';
}
