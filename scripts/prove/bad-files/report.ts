import { count } from '../send-all.ts';
import type { Result } from './prove-bad-files.ts';

const MB = 1024 ** 2;

/** The page that says what became of them. */
export function writeReport(results: readonly Result[]): string {
  const reasons = [...new Set(results.map(({ reason }) => reason).filter((reason) => reason !== ''))].sort();
  const packages = [...new Set(results.map(({ from }) => from))];
  const row = (name: string, of: readonly Result[]): string => {
    const ends = count(of.map(({ end }) => end));
    const by = count(of.map(({ reason }) => reason));
    const cells = [
      ...[of.length, ends.made ?? 0, ends.kept ?? 0, ends.bad ?? 0, ends.rejected ?? 0],
      ...[(ends.crash ?? 0) + (ends.error ?? 0), ends.stuck ?? 0],
      ...reasons.map((reason) => by[reason] ?? 0),
    ];
    return `| ${name} | ${cells.join(' | ')} |`;
  };
  const heads = [
    'files',
    'made',
    'kept',
    'bad',
    'rejected',
    'crashed',
    'stuck',
    ...reasons.map((name) => `\`${name}\``),
  ];
  const slowest = results.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  const peak = Math.max(...results.map(({ peakBytes }) => peakBytes));
  return `# Bad files

Written by \`npm run prove -- bad-files\`: the test files of Debian's source packages, each through inspection and through what the
default recipe does with it, under the limits that tenants have by default. They are downloaded for that, and not kept here.

- **made**: something was made of it: pictures, or its text. **kept**: it is sound, or of a kind nothing is made of.
- **bad**: only opening it showed what is wrong. **rejected**: inspection refused it.
- **crashed**: a worker died, or an exception left it. **stuck**: it did not end when it should have.

A reason may stand beside a file that was published as it is: by default what is broken and harmless is.

| package | ${heads.join(' | ')} |
| --- | ${heads.map(() => '---:').join(' | ')} |
${packages
  .map((name) =>
    row(
      name,
      results.filter(({ from }) => from === name),
    ),
  )
  .join('\n')}
${row('**all**', results)}

The slowest took ${slowest.map(({ milliseconds, from, path }) => `${(milliseconds / 1000).toFixed(1)} s (${from}, \`${path.split('/').at(-1)}\`)`).join(', ')}.
The most memory a worker had was ${Math.round(peak / MB)} MB, over all the files it was given.
`;
}
