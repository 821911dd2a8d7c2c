import { FACT_METRICS, type MetricKey } from '@sluice/contracts';
import type { UnpublishedFact } from '@sluice/core/history';

/**
 * How many files got how far, out of facts that were just published. A batch that fails is not counted and comes again
 * as a whole, so a fact counts once for every time its batch succeeds: twice only when a batch is delivered twice, or
 * when the sweeper was faster than the stream's own retries.
 */
export function countFacts(facts: readonly UnpublishedFact[]): { readonly [M in MetricKey]?: number } {
  const counts: { [M in MetricKey]?: number } = {};
  for (const { stored } of facts) {
    const metric = FACT_METRICS[stored.fact.type];
    if (metric !== undefined) counts[metric] = (counts[metric] ?? 0) + 1;
  }
  return counts;
}
