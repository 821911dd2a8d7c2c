/** `42 %`, or a dash where nothing was found. */
export const formatConfidence = (finding: { readonly confidence: number } | undefined): string =>
  finding === undefined ? '–' : `${Math.round(finding.confidence * 100)} %`;
