/** How fast it goes, and how long it will take. */
export type Rate = { readonly bytesPerSecond: number; readonly secondsLeft: number };

type Point = { readonly atMs: number; readonly bytes: number };

// Long enough that one part does not make it jump, short enough to follow the line.
const WINDOW_MS = 10_000;

/** Told how many bytes are there; answers the rate of the last ten seconds, undefined while there is too little to tell. */
export const createRateMeter = (now: () => number) => {
  const points: Point[] = [];
  return (bytes: number, totalBytes: number): Rate | undefined => {
    const atMs = now();
    points.push({ atMs, bytes });
    while (points.length > 2 && (points[0]?.atMs ?? atMs) < atMs - WINDOW_MS) points.shift();
    const [first] = points;
    if (first === undefined || atMs - first.atMs < 200 || bytes <= first.bytes) return undefined;
    const bytesPerSecond = ((bytes - first.bytes) / (atMs - first.atMs)) * 1000;
    return { bytesPerSecond, secondsLeft: (totalBytes - bytes) / bytesPerSecond };
  };
};
