import type { ReviewPolicy } from '../access/index.ts';
import type { Findings, Subject } from './analyzer.ts';
import { ASKABLE_NAMES, type AskableName } from './finding-names.ts';

const OF_PICTURES = new Set(['description', 'objects', 'moderation', 'text']);
const OF_TEXTS = new Set(['language', 'summary', 'keywords', 'entities', 'sentiment', 'pii']);

/** Whether a subject can have such a finding at all: a text has no objects, a picture no sentiment. */
export function canHave({ pages, picture }: Subject, name: string): boolean {
  const hasText = pages?.some((page) => page.trim() !== '') ?? false;
  if (OF_PICTURES.has(name)) return picture !== undefined;
  return OF_TEXTS.has(name) ? hasText : hasText || picture !== undefined;
}

/** The least confidence with which a finding counts as sure. */
export function thresholdOf({ threshold, thresholds }: ReviewPolicy, name: string): number {
  return thresholds[name] ?? threshold;
}

function isSure(findings: Findings, policy: ReviewPolicy, name: string): boolean {
  return (findings[name]?.confidence ?? 0) >= thresholdOf(policy, name);
}

/** The required findings a person has to look at: those that are missing or not sure enough. */
export function findUnsure(findings: Findings, subject: Subject, policy: ReviewPolicy): readonly string[] {
  const counts = (name: string) => policy.trustModel || findings[name]?.source !== 'claude';
  return policy.required.filter((name) => canHave(subject, name) && !(counts(name) && isSure(findings, policy, name)));
}

/** What a model is worth asking for. */
export function findWanted(findings: Findings, subject: Subject, policy: ReviewPolicy): readonly AskableName[] {
  return ASKABLE_NAMES.filter((name) => canHave(subject, name) && !isSure(findings, policy, name));
}
