import type { SafetyCollector, SafetyKind } from './collect-safety.ts';

/** Parts of Office and OpenDocument files that do something, by where they lie. */
const PARTS: readonly (readonly [RegExp, SafetyKind])[] = [
  [/(^|\/)vbaProject\.bin$/i, 'macros'],
  [/^(Basic|Scripts)\/.*\.(xml|xba|xlb|bsh|py|js)$/, 'macros'],
  [/^xl\/macrosheets\//i, 'macros'],
  [/^(word|xl|ppt)\/embeddings\//i, 'embeddedFiles'],
  [/^(word|xl|ppt)\/activeX\/.*\.(bin|xml)$/i, 'scripts'],
  [/^xl\/externalLinks\/[^/]*\.(xml|bin)$/i, 'externalReferences'],
];

/** Counts an entry whose place in a document says what it does. */
export function examineEntryName(name: string, found: SafetyCollector): void {
  for (const [place, kind] of PARTS) if (place.test(name)) found.add(kind, name);
}
