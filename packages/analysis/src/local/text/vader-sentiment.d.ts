/** The part of vader-sentiment 1.1 that is used here; the package has no types of its own. */
declare module 'vader-sentiment' {
  /** `compound` is -1 to 1. */
  const vader: {
    readonly SentimentIntensityAnalyzer: { polarity_scores(text: string): { readonly compound: number } };
  };
  export = vader;
}
