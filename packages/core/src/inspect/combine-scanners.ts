import type { Scan, Scanner, ScanVerdict } from './scanner.ts';

const GRAVITY = { infected: 3, unscannable: 2, too_large: 1, clean: 0 } as const satisfies Record<
  ScanVerdict['verdict'],
  number
>;

/** Several scanners as one: a content is only clean when each of them says so, and the worst is told. */
export function combineScanners(scanners: readonly Scanner[]): Scanner {
  return {
    open(): Scan {
      const scans = scanners.map((scanner) => scanner.open());
      return {
        async feed(chunk) {
          await Promise.all(scans.map((scan) => scan.feed(chunk)));
        },
        async finish() {
          const verdicts = await Promise.all(scans.map((scan) => scan.finish()));
          const [worst = { verdict: 'clean' }] = verdicts.toSorted((a, b) => GRAVITY[b.verdict] - GRAVITY[a.verdict]);
          return worst;
        },
        abort() {
          for (const scan of scans) scan.abort();
        },
      };
    },
  };
}
