// `npm test`: sets up what is missing, then every check of the project in order, each timed. Plain JavaScript: the first
// lines run before anything is installed, on whatever Node the machine has.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEST_TOOLS, TOOLS } from './install-tools.mjs';
import { setUp } from './set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const CHECKS = [
  { name: 'format and lint', command: 'biome', args: ['ci', '--error-on-warnings', '.'] },
  { name: 'types', command: 'tsc', args: ['--noEmit', '-p', '.'] },
  { name: 'types of infra', command: 'tsc', args: ['--noEmit', '-p', 'infra'] },
  { name: 'api document', command: 'node', args: ['scripts/write-openapi.ts', '--check'] },
  { name: 'api document lint', command: 'redocly', args: ['lint', 'docs/openapi.json'] },
  { name: 'unit', command: 'vitest', args: ['run', '--project', 'unit', '--project', 'architecture', '--coverage'] },
  { name: 'infra', command: 'vitest', args: ['run', '--project', 'infra'] },
  { name: 'templates lint', command: 'node', args: ['scripts/lint-templates.ts'] },
  { name: 'integration', command: 'vitest', args: ['run', '--project', 'integration'] },
  { name: 'end to end', command: 'vitest', args: ['run', '--project', 'e2e'] },
];

const HELP = `npm test [-- --only NAME[,NAME…]] [--list] [--help]

Runs every check of the project: ${CHECKS.map(({ name }) => name).join(', ')}.

  npm test                              everything, about twelve minutes on two cores
  npm test -- --only "unit,types"       some of it

Exit codes: 0 all passed, 1 some failed, 2 wrong usage, 130 interrupted.`;

const flags = process.argv.slice(2);
if (flags.includes('--help')) {
  console.log(HELP);
  process.exit(0);
}
if (flags.includes('--list')) {
  console.log(CHECKS.map(({ name }) => name).join('\n'));
  process.exit(0);
}
const chosen = choose(flags);

let running;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exitCode = 130;
  });
}

await setUp({ root, log: (line) => console.error(line), tools: [...TOOLS, ...TEST_TOOLS] });
let failed = 0;
for (const check of chosen) {
  if (process.exitCode === 130) break;
  const started = performance.now();
  console.log(`\n── ${check.name}`);
  const code = await run(check);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    code === 0
      ? `✔ ${check.name} ${seconds} s`
      : `✖ ${check.name} ${seconds} s (exit ${code}): ${check.command} ${check.args.join(' ')}`,
  );
  failed += code === 0 ? 0 : 1;
}
console.log(`\n${chosen.length - failed} passed, ${failed} failed`);
process.exitCode ||= failed > 0 ? 1 : 0;

function choose(args) {
  const at = args.indexOf('--only');
  if (at < 0 && args.length === 0) return CHECKS;
  const names = at === 0 && args.length === 2 ? args[1].split(',').map((name) => name.trim()) : [];
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (names.length === 0 || unknown.length > 0) {
    console.error(
      unknown.length > 0 ? `no check is called ${unknown.join(', ')}; npm test -- --list names them` : HELP,
    );
    process.exit(2);
  }
  return CHECKS.filter((check) => names.includes(check.name));
}

function run({ command, args }) {
  const bin = join(root, 'node_modules', '.bin');
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
  return new Promise((resolve) => {
    running = spawn(join(bin, command), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    running.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    running.on('exit', (code, signal) => resolve(code ?? signal));
  });
}
