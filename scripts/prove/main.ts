import { parseArgs } from 'node:util';
import { proveAlarms } from './alarms.ts';
import { proveBadFiles } from './bad-files/prove-bad-files.ts';
import { proveBombs } from './bombs/prove-bombs.ts';
import { proveDefences } from './defences/prove-defences.ts';
import { proveEvents } from './events.ts';
import { proveKillClient } from './kill-client.ts';
import { proveMalformed } from './malformed/prove-malformed.ts';
import { proveModel } from './model.ts';
import type { Proof } from './proof.ts';
import { provePut1Gb } from './put-1gb.ts';
import { proveRestart } from './restart.ts';

const PROOFS: Readonly<Record<string, { readonly says: string; readonly prove: Proof }>> = {
  alarms: { says: 'an alarm rings for each dead-letter queue (LocalStack, with --endpoint)', prove: proveAlarms },
  'bad-files': {
    says: 'every file that fifteen packages of Debian test with is answered; none crashes or hangs (apt-get, network)',
    prove: proveBadFiles,
  },
  bombs: { says: 'more than 40 bombs each end within 5 s and 512 MB', prove: proveBombs },
  defences: { says: 'each defence that is taken out makes its test fail', prove: proveDefences },
  events: {
    says: '10,000 events of 500 uploads make 500 executions, and one sweep finds 500 nobody told of',
    prove: proveEvents,
  },
  malformed: { says: '1,000 malformed requests to each operation are answered as documented', prove: proveMalformed },
  'kill-client': {
    says: 'an upload whose client is killed 50 times ends, and sends little twice',
    prove: proveKillClient,
  },
  model: { says: 'a model that misbehaves over 200 files leaves all at rest', prove: proveModel },
  'put-1gb': { says: '1 GB killed at half goes on where it stopped, below 200 MB of memory', prove: provePut1Gb },
  restart: { says: '20 files come to rest after the local cloud was stopped under them', prove: proveRestart },
};

const HELP = `npm run prove -- NAME [--seed N] [--endpoint URL] [--only NAME]

Runs one of the proofs that are too heavy for npm test, on the local cloud of this clone, which it stops at the end.

${Object.entries(PROOFS)
  .map(([name, { says }]) => `  ${name.padEnd(12)} ${says}`)
  .join('\n')}

  npm run prove -- restart
  npm run --silent prove -- model --seed 7 > model.json

Exit codes: 0 it holds, 1 it does not, 2 wrong usage.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    endpoint: { type: 'string' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [name = ''] = positionals;
const proof = PROOFS[name];
const seed = Number(values.seed);
if (values.help) {
  console.log(HELP);
} else if (proof === undefined || positionals.length > 1 || !Number.isInteger(seed)) {
  console.error(HELP);
  process.exitCode = 2;
} else {
  const { endpoint, only } = values;
  const holds = await proof.prove({
    seed,
    ...(endpoint !== undefined && { endpoint }),
    ...(only !== undefined && { only }),
  });
  console.error(holds ? `✔ ${proof.says}` : `✖ it does not hold: ${proof.says}`);
  process.exitCode = holds ? 0 : 1;
}
