import type { SafetyFact, SafetyFacts } from '@sluice/core/inspect';

export type SafetyKind = Exclude<keyof SafetyFacts, 'examinedBytes'>;

/** Of each kind: findings travel with the file wherever it goes. */
const MAX_EVIDENCE = 5;
const MAX_EVIDENCE_LENGTH = 120;

export type SafetyCollector = {
  /** Counts one, and keeps it by name while there is room. */
  add(kind: SafetyKind, evidence: string): void;
  /** The kinds that were seen; `undefined` when there were none. */
  finish(examinedBytes: number): SafetyFacts | undefined;
};

export function collectSafety(): SafetyCollector {
  const seen = new Map<SafetyKind, { count: number; evidence: string[] }>();
  return {
    add(kind, evidence) {
      const fact = seen.get(kind) ?? { count: 0, evidence: [] };
      seen.set(kind, fact);
      fact.count++;
      const line = printable(evidence);
      if (fact.evidence.length < MAX_EVIDENCE && !fact.evidence.includes(line)) fact.evidence.push(line);
    },
    finish(examinedBytes) {
      const facts: Partial<Record<SafetyKind, SafetyFact>> = Object.fromEntries(seen);
      return seen.size === 0 ? undefined : { ...facts, examinedBytes };
    },
  };
}

/** Evidence is the words of whoever made the file: one short line of plain letters. */
const printable = (text: string): string =>
  text
    .replace(/[^ -~]+/g, ' ')
    .trim()
    .slice(0, MAX_EVIDENCE_LENGTH);
