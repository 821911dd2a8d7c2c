/** Ceilings above which a file is refused; inspection stops counting there too. */
export type InspectionLimits = {
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly maxEntries: number;
  /** Declared uncompressed bytes per stored byte. */
  readonly maxExpansionRatio: number;
  /** Pages of a document that says how many it has. */
  readonly maxPages: number;
  /** Archives inside of archives; 1 for an archive of plain files. */
  readonly maxDepth: number;
  /** Playing time of sound and pictures that move. */
  readonly maxDurationSeconds: number;
  /** Elements and attributes of SVG and XML together. */
  readonly maxMarkupNodes: number;
};

export const DEFAULT_LIMITS: InspectionLimits = {
  maxPixels: 100_000_000,
  maxFrames: 2_000,
  maxEntries: 10_000,
  maxExpansionRatio: 200,
  maxPages: 20_000,
  maxDepth: 4,
  maxDurationSeconds: 86_400,
  maxMarkupNodes: 2_000_000,
};
