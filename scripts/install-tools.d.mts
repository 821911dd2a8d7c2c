/** A program that is not ours. */
export type Tool = {
  readonly command: string;
  /** What is not done without it. */
  readonly what: string;
  /** Debian packages. */
  readonly apt: readonly string[];
  /** What follows `brew install`. */
  readonly brew: string;
};

/** What workers run. */
export const TOOLS: readonly Tool[];
/** What tests compare with, or talk to. */
export const TEST_TOOLS: readonly Tool[];

/** Installs what is missing with apt where it may, and says how everywhere else. Rejects only when it is aborted. */
export function installTools(options: {
  readonly tools: readonly Tool[];
  readonly root: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<void>;
