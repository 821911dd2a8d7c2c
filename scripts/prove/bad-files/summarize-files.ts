import type { Judgement } from '../judging/judge-in-child.ts';

/** A worker has 3 GB of memory; a file that takes half of it is one to look at. */
export const MOST_PEAK_BYTES = 1536 * 1024 ** 2;
const BAD: ReadonlySet<string> = new Set(['crashed', 'stuck', 'threw']);

export type JudgedFile = { readonly package: string; readonly name: string; readonly judgement: Judgement };

export type FilesSummary = {
  readonly files: number;
  /** How many files of each package ended how. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What ended its process, had no answer in time, or made a worker throw. */
  readonly bad: readonly { readonly name: string; readonly verdict: string; readonly detail: string }[];
  readonly slowest: { readonly name: string; readonly ms: number };
  readonly heaviest: { readonly name: string; readonly mb: number };
};

export function summarizeFiles(judged: readonly JudgedFile[]): FilesSummary {
  const packages: Record<string, Record<string, number>> = {};
  const bad: { name: string; verdict: string; detail: string }[] = [];
  let slowest = { name: '', ms: 0 };
  let heaviest = { name: '', mb: 0 };
  for (const { package: from, name, judgement } of judged) {
    const reason = 'reason' in judgement && judgement.reason !== '' ? `: ${judgement.reason}` : '';
    const how = `${judgement.verdict}${reason}`;
    const counts = packages[from] ?? {};
    packages[from] = counts;
    counts[how] = (counts[how] ?? 0) + 1;
    if (BAD.has(judgement.verdict)) bad.push({ name, verdict: judgement.verdict, detail: judgement.detail });
    if (!('ms' in judgement)) continue;
    if (judgement.ms > slowest.ms) slowest = { name, ms: judgement.ms };
    const mb = Math.round(judgement.peakBytes / 1e6);
    if (mb > heaviest.mb) heaviest = { name, mb };
  }
  return { files: judged.length, packages, bad, slowest, heaviest };
}

/** The summary for who reads it: a row for each way to end of each package. */
export function writePage({ files, packages, bad, slowest, heaviest }: FilesSummary): string {
  const count = (verdict: string) => bad.filter((one) => one.verdict === verdict).length;
  const rows = Object.entries(packages)
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, counts]) =>
      Object.entries(counts)
        .sort(([, a], [, b]) => b - a)
        .map(([how, n], i) => `| ${i === 0 ? name : ''} | ${how} | ${n} |`),
    );
  return `# Bad files

\`npm run prove -- bad-files\` takes every file that ${Object.keys(packages).length} source packages of Debian test their parsers with, puts it through
inspection under the default policy and through what the default recipe would make of it, in a process beside, and writes this
page. The packages are fetched with \`apt-get source\`, kept under their SHA-256 outside of this repository, and nothing of them
is part of Sluice.

${files} files: ${count('crashed')} crashed, ${count('stuck')} stuck, ${count('threw')} threw. The slowest took ${slowest.ms} ms (\`${slowest.name}\`); the most memory
of a process that had judged up to 200 files was ${heaviest.mb} MB (\`${heaviest.name}\`).

How a file ends: \`rejected\` by inspection with the reason; \`kept\` is published as it is (nothing is made of its type, or it is
\`unparseable\` or \`encrypted\`); \`render_image\` and \`read_document\` were done; \`… refused\` is a job that answers why the content
is bad. None of these stops a file from coming to rest.

| package | how it ends | files |
|---|---|---|
${rows.join('\n')}
`;
}
