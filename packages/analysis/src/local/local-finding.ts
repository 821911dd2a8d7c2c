import type { Evidence, Finding } from '@sluice/contracts';

/** More places than anybody looks at; a value that counts counts them all. */
export const MAX_EVIDENCE = 100;
const MAX_QUOTE = 200;

export type Found = {
  readonly value: Finding['value'];
  /** Brought into 0 to 1. */
  readonly confidence: number;
  readonly method: string;
  readonly evidence?: readonly Evidence[];
};

/** A finding of this machine, within what a finding may hold. */
export function localFinding({ value, confidence, method, evidence = [] }: Found): Finding {
  const certain = Number.isFinite(confidence) ? Math.min(1, Math.max(0, confidence)) : 0;
  return {
    value,
    confidence: Math.round(certain * 1000) / 1000,
    source: 'local',
    method,
    ...(evidence.length > 0 && { evidence: evidence.slice(0, MAX_EVIDENCE).map(shortenQuote) }),
  };
}

function shortenQuote(evidence: Evidence): Evidence {
  if (evidence.quote === undefined || evidence.quote.length <= MAX_QUOTE) return evidence;
  // Cut before a character of two halves, not through it.
  return { ...evidence, quote: evidence.quote.slice(0, MAX_QUOTE).replace(/[\uD800-\uDBFF]$/, '') };
}
