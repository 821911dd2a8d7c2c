import type { Analyzer, Findings, Subject } from './analyzer.ts';

export type Analyses = {
  readonly findings: Findings;
  /** Analyzers that broke, with why: their findings are missing. */
  readonly broken: readonly { readonly analyzer: string; readonly error: unknown }[];
};

/** Asks every analyzer that takes the subject, one after the other: each may want all the processor and memory there is. */
export async function runAnalyzers(
  analyzers: readonly Analyzer[],
  subject: Subject,
  signal: AbortSignal,
): Promise<Analyses> {
  let findings: Findings = {};
  const broken: { analyzer: string; error: unknown }[] = [];
  for (const analyzer of analyzers) {
    if (signal.aborted) {
      broken.push({ analyzer: analyzer.name, error: signal.reason });
      continue;
    }
    try {
      if (analyzer.takes(subject)) {
        findings = mergeFindings(findings, await analyzer.analyze(subject, signal));
      }
    } catch (error) {
      broken.push({ analyzer: analyzer.name, error });
    }
  }
  return { findings, broken };
}

/** Of two answers to the same question the surer one counts; the first where they are as sure. */
export function mergeFindings(first: Findings, second: Findings): Findings {
  const better = Object.entries(second).filter(
    ([name, { confidence }]) => confidence > (first[name]?.confidence ?? Number.NEGATIVE_INFINITY),
  );
  return { ...first, ...Object.fromEntries(better) };
}
