export type BenchOptions = {
  /** How often each side is measured. */
  readonly rounds?: number;
};

/** Prints medians and ratios as JSON on stdout and answers whether they keep their goals. */
export type Bench = (options: BenchOptions) => Promise<boolean>;
