export type ProofOptions = {
  /** Of whatever is drawn by chance: the same seed is the same run. */
  readonly seed: number;
  /** A cloud that runs already; the local cloud of this clone unless given. */
  readonly endpoint?: string;
  /** A part of the names of what is to be proved, where a proof has many parts. */
  readonly only?: string;
};

/** Prints what it saw as JSON on stdout and answers whether it holds. Starts and stops the local cloud of this clone. */
export type Proof = (options: ProofOptions) => Promise<boolean>;
