import { decodeText } from '../text/decode-text.ts';

/** Runs and paragraph marks that were inserted or deleted (moving is both), in the text part of a Word document. */
const CHANGE = /<w:(ins|del|moveTo|moveFrom)[\s/>]/g;

/** How many tracked changes wait to be accepted. */
export function countChanges(document: Buffer): { readonly inserted: number; readonly deleted: number } {
  let inserted = 0;
  let deleted = 0;
  for (const [, kind] of decodeText(document).matchAll(CHANGE)) {
    if (kind === 'ins' || kind === 'moveTo') inserted++;
    else deleted++;
  }
  return { inserted, deleted };
}
