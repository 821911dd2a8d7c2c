export type Progress = {
  readonly bytesUploaded: number;
  readonly totalBytes: number;
  /** 0 to 100, with one digit after the point. */
  readonly percentage: number;
};

/** Adds up the parts that are stored, and tells after each. */
export function createProgress(totalBytes: number, tell: ((progress: Progress) => void) | undefined) {
  let bytesUploaded = 0;
  return {
    add: (bytes: number): void => {
      bytesUploaded += bytes;
      const percentage = totalBytes === 0 ? 100 : Math.floor((bytesUploaded / totalBytes) * 1000) / 10;
      tell?.({ bytesUploaded, totalBytes, percentage });
    },
  };
}
