import { parseArgs } from 'node:util';
import { BEHAVIOUR_NAMES, mixBehaviours } from './behaviours.ts';
import { startFakeClaude } from './start-fake-claude.ts';

// node packages/analysis/src/testing/fake-claude.ts [--port N] [--behave NAME|mix] [--seed N] [--key KEY]
// Prints one line of JSON with its url, and runs until it is told to end.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    behave: { type: 'string', default: 'answer' },
    seed: { type: 'string', default: '1' },
    key: { type: 'string' },
  },
});
const named = BEHAVIOUR_NAMES.find((name) => name === values.behave);
if (named === undefined && values.behave !== 'mix') {
  process.stderr.write(`unknown behaviour ${values.behave}: give mix or one of ${BEHAVIOUR_NAMES.join(', ')}\n`);
  process.exit(2);
}
const fake = await startFakeClaude({
  behave: named ?? mixBehaviours(Number(values.seed)),
  port: Number(values.port),
  ...(values.key === undefined ? {} : { apiKey: values.key }),
});
process.stdout.write(`${JSON.stringify({ url: fake.url, behave: values.behave, seed: Number(values.seed) })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.stop());
