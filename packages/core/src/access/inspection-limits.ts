/** Ceilings above which a file is refused; inspection stops counting there too. */
export type InspectionLimits = {
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly maxEntries: number;
  /** Declared uncompressed bytes per stored byte. */
  readonly maxExpansionRatio: number;
};

export const DEFAULT_LIMITS: InspectionLimits = {
  maxPixels: 100_000_000,
  maxFrames: 2_000,
  maxEntries: 10_000,
  maxExpansionRatio: 200,
};
