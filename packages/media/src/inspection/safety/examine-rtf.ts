import type { SafetyFacts } from '@sluice/core/inspect';
import { collectSafety, type SafetyKind } from './collect-safety.ts';

const WORDS: readonly (readonly [RegExp, SafetyKind])[] = [
  [/\\objdata\b|\\objemb\b|\\objocx\b/g, 'embeddedFiles'],
  [/\\objupdate\b|\\objautlink\b|\\objlink\b/g, 'externalReferences'],
  [/\bDDE(?:AUTO)?\s+[^\s{}\\]{1,60}/g, 'externalReferences'],
  [/\\\*?\\?template\b|INCLUDE(?:PICTURE|TEXT)\s+[^\s{}]{1,100}/g, 'externalReferences'],
];

/** What an RTF would embed, update or fetch, by its control words. */
export function examineRtf(bytes: Buffer): SafetyFacts | undefined {
  const found = collectSafety();
  const text = bytes.toString('latin1');
  for (const [word, kind] of WORDS) for (const [seen] of text.matchAll(word)) found.add(kind, seen);
  return found.finish(bytes.length);
}
