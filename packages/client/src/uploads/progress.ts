export type Progress = {
  readonly bytesUploaded: number;
  readonly totalBytes: number;
  /** 0 to 100, with one digit after the point. */
  readonly percentage: number;
  /** Of those uploaded, how many an earlier run had stored already. */
  readonly bytesResumed: number;
};

/** Adds up the parts that are stored, and tells after each. */
export function createProgress(totalBytes: number, tell: ((progress: Progress) => void) | undefined) {
  let bytesUploaded = 0;
  let bytesResumed = 0;
  const now = (): Progress => {
    const percentage = totalBytes === 0 ? 100 : Math.floor((bytesUploaded / totalBytes) * 1000) / 10;
    return { bytesUploaded, totalBytes, percentage, bytesResumed };
  };
  return {
    now,
    add: (bytes: number): void => {
      bytesUploaded += bytes;
      tell?.(now());
    },
    /** What is stored already; told at once. */
    startAt: (bytes: number): void => {
      bytesUploaded = bytes;
      bytesResumed = bytes;
      if (bytes > 0) tell?.(now());
    },
  };
}
