import { createClient } from '@sluice/client';
import { isAtRest } from '@sluice/contracts';
import { describeError, exitCodeOf } from '../describe-error.ts';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { type FileToSend, findFiles } from '../files/find-files.ts';
import type { CloudStatus, CloudStep } from '../local-cloud/cloud-messages.ts';
import { createStepLines } from '../local-cloud/create-step-lines.ts';
import { createTokenSource } from '../local-cloud/create-token-source.ts';
import type { LocalCloud } from '../local-cloud/local-cloud.ts';
import type { FileResult } from '../sending/file-result.ts';
import { resultTable } from '../sending/result-table.ts';
import { sendFiles } from '../sending/send-files.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { formatSeconds } from '../terminal/format-values.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { nextSteps } from './next-steps.ts';
import type { StartArguments } from './parse-arguments.ts';

export type StartDeps = {
  readonly terminal: Terminal;
  readonly cloud: LocalCloud;
  readonly signal: AbortSignal;
  readonly cwd: string;
  /** This process, which stops what it starts. */
  readonly pid: number;
  readonly makeSamples: (signal: AbortSignal) => Promise<readonly FileToSend[]>;
};

const PARALLEL = 4;
const TIMEOUT_MS = 15 * 60_000;
// Whoever sends the files: the local issuer makes the token.
const WHO = { role: 'editor', tenant: 'acme' };

const sendAll = async (
  { terminal, cloud, signal }: StartDeps,
  { json, verbose }: StartArguments,
  status: CloudStatus,
  files: readonly FileToSend[],
): Promise<readonly FileResult[]> => {
  if (status.api_url === null)
    throw new CommandError('the local cloud has no API: npx sluice down, then start again', EXIT.failure);
  const token = createTokenSource(() => cloud.token(WHO, status.issuer_url));
  const started = performance.now();
  const results = await sendFiles({
    ...{ terminal, files, signal, verbose, json },
    client: createClient({ baseUrl: status.api_url, token }),
    parallel: PARALLEL,
    wait: true,
    timeoutMs: TIMEOUT_MS,
    onResult: (result) => json && terminal.print(JSON.stringify(result)),
  });
  const seconds = (performance.now() - started) / 1000;
  if (!json && results.length > 0)
    for (const line of ['', ...resultTable(results, terminal.paintOut, terminal.outColumns())]) terminal.print(line);
  terminal.tell(terminal.paint('dim', `${results.length} files in ${formatSeconds(seconds)}`));
  return results;
};

/** Resolves once the signal is aborted; keeps the process alive until then. */
const untilInterrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const alive = setInterval(() => {}, 60_000);
    const stop = () => {
      clearInterval(alive);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });

/** What this start found running, and what it started: only that is stopped again. */
type Footprint = { readonly ours: Set<string>; foundRunning: boolean };

const stopWhatIsOurs = async ({ terminal, cloud }: StartDeps, { ours, foundRunning }: Footprint): Promise<void> => {
  if (ours.has('cloud')) await cloud.down();
  else if (ours.has('issuer')) await cloud.down('issuer');
  terminal.tell(foundRunning ? 'stopped; the cloud ran before and still does' : 'stopped, nothing left running');
};

const note = (footprint: Footprint, { step, status }: CloudStep, elsewhere: boolean): void => {
  if (step !== 'cloud' && step !== 'issuer') return;
  const found = status === 'unchanged' || (elsewhere && step === 'cloud');
  if (step === 'cloud' && status !== 'started') footprint.foundRunning = found;
  // From its beginning on: what is interrupted half-way must be stopped too.
  if (found) footprint.ours.delete(step);
  else footprint.ours.add(step);
};

/** Boots, deploys, sends files, shows what became of them, serves; and whatever happens stops what it started. */
export const runStart = async (deps: StartDeps, args: StartArguments): Promise<number> => {
  const { terminal, cloud, signal, cwd, pid } = deps;
  // Before anything is started: a path that does not exist needs no cloud.
  const named = await findFiles(args.paths, cwd);
  for (const line of named.skipped) terminal.tell(terminal.paint('yellow', `passed over: ${escapeText(line)}`));
  const footprint: Footprint = { ours: new Set(), foundRunning: false };
  const steps = createStepLines(terminal);
  let serving = false;
  try {
    const status = await cloud
      .up({
        ...{ signal, endpoint: args.endpoint, owner: pid },
        tell: (step) => {
          note(footprint, step, args.endpoint !== undefined);
          steps.tell(step);
        },
      })
      .finally(() => steps.stop());
    const files = args.paths.length > 0 ? named.files : await deps.makeSamples(signal);
    const results = await sendAll(deps, args, status, files);
    const allAtRest = results.every(({ status: end }) => end !== null && isAtRest(end));
    if (args.once) return allAtRest ? EXIT.ok : EXIT.failure;
    for (const line of nextSteps(status, results, terminal.paint, args.endpoint)) terminal.tell(line);
    serving = true;
    await untilInterrupted(signal);
    return EXIT.ok;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    terminal.tell(terminal.paint('red', `✖ ${describeError(error, args.verbose)}`));
    return exitCodeOf(error);
  } finally {
    if (serving || signal.aborted) terminal.tell('stopping …');
    await stopWhatIsOurs(deps, footprint);
  }
};
