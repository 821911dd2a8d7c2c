import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { benchClient } from './client/run.ts';
import { benchFlow } from './flow/run.ts';
import { benchImages } from './images/run.ts';
import { benchLoad } from './load/run.ts';
import { benchSigning } from './signing/run.ts';
import { benchStreaming } from './streaming/run.ts';

const BENCHES: Readonly<Record<string, { readonly says: string; readonly bench: Bench }>> = {
  client: {
    says: 'the client’s throughput against bare HTTP and lib-storage, and its memory at 5 GB',
    bench: benchClient,
  },
  flow: { says: 'first byte to published, against three plain Lambda states', bench: benchFlow },
  images: { says: 'three renditions of 12 MP, against sharp by itself and the vips command', bench: benchImages },
  load: { says: 'a hundred uploads at once, against a function that does nothing', bench: benchLoad },
  signing: {
    says: '1,000 part URLs, against getSignedUrl, and the bytes of a part in a template',
    bench: benchSigning,
  },
  streaming: { says: 'what a copy, a digest and an archive of 5 GB hold, against 256 MB', bench: benchStreaming },
};

const HELP = `npm run bench [-- NAME] [--rounds N]

Measures one thing against another in turns, and compares the ratio with its goal.

${Object.entries(BENCHES)
  .map(([name, { says }]) => `  ${name.padEnd(10)} ${says}`)
  .join('\n')}

  npm run bench                       flow
  npm run --silent bench -- signing --rounds 31 > signing.json

Exit codes: 0 it keeps its goals, 1 it does not, 2 wrong usage.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const [name = 'flow'] = positionals;
const chosen = BENCHES[name];
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (values.help) {
  console.log(HELP);
} else if (chosen === undefined || positionals.length > 1 || (rounds !== undefined && !(rounds >= 1))) {
  console.error(HELP);
  process.exitCode = 2;
} else {
  const keeps = await chosen.bench(rounds === undefined ? {} : { rounds });
  console.error(keeps ? `✔ ${chosen.says}` : `✖ it misses its goal: ${chosen.says}`);
  process.exitCode = keeps ? 0 : 1;
}
