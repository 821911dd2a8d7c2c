import { type ContentSource, DEFAULT_LIMITS, type InspectionLimits } from '@sluice/core/inspect';
import { inspectContent } from '../inspection/inspect-content.ts';

/** A source in memory that streams its bytes cut at the given positions. */
export function contentFrom(bytes: Uint8Array, cuts: readonly number[] = []): ContentSource {
  const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  return {
    sizeBytes: bytes.length,
    async *stream() {
      for (let i = 1; i < edges.length; i++) yield bytes.subarray(edges[i - 1], edges[i]);
    },
    read: async (start, length) => bytes.subarray(start, start + length),
  };
}

/** Facts about bytes or text under the default limits, or some of them changed. */
export function inspect(content: Uint8Array | string, limits: Partial<InspectionLimits> = {}) {
  return inspectContent(contentFrom(Buffer.from(content)), { ...DEFAULT_LIMITS, ...limits });
}
