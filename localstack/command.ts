import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { bringUp, joinUp } from './command/bring-up.ts';
import { describeCloud } from './command/describe-cloud.ts';
import { endpointIssuerUrl, stopEndpointIssuer } from './command/endpoint-issuer.ts';
import { createReport, StoppedError } from './command/report-steps.ts';
import { cloudStatus, downCloud } from './embedded/local-cloud.ts';
import { LOCAL_ROLES } from './issuer/local-identity.ts';
import { mintToken } from './issuer/mint-token.ts';

const USAGE = `usage: node localstack/command.ts up [--endpoint URL] [--owner PID] | down [--only-issuer] | status [--endpoint URL]
       | token --role ROLE [--tenant TENANT] [--issuer URL]   [--json]`;

class NotRunningError extends Error {
  override readonly name = 'NotRunningError';
}

const root = join(import.meta.dirname, '..');
const logFile = join(root, '.sluice', 'logs', 'up.log');

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        endpoint: { type: 'string' },
        role: { type: 'string' },
        tenant: { type: 'string' },
        issuer: { type: 'string' },
        owner: { type: 'string' },
        'only-issuer': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exit(2);
  }
};
const { values, positionals } = readArguments();

let stopping = false;
// A step is never cut in two: what was started would not be noted anywhere. Tools hear the same signal and end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    stopping = true;
  });

const print = (message: object): void => {
  if (values.json) console.log(JSON.stringify(message));
  else if ('text' in message && 'seconds' in message) console.log(`✔ ${message.text} ${message.seconds} s`);
  else if ('result' in message) console.log(JSON.stringify(message.result, null, 2));
};

const up = async () => {
  const report = createReport({ print, logFile, stopping: () => stopping });
  const endpoint = values.endpoint?.replace(/\/+$/, '');
  const owner = values.owner === undefined ? undefined : Number(values.owner);
  const issuerHost = process.env.SLUICE_ISSUER_HOST || undefined;
  const brought =
    endpoint === undefined ? await bringUp(root, report, owner) : await joinUp(root, endpoint, report, issuerHost);
  return { ...(await describeCloud(root, brought.endpoint)), started: brought.started };
};

const down = async () => {
  if (values['only-issuer']) return { stopped: await stopEndpointIssuer(root) };
  const [cloud, issuer] = [await downCloud({ root }), await stopEndpointIssuer(root)];
  return { stopped: cloud || issuer };
};

const token = async () => {
  const role = LOCAL_ROLES.find((known) => known === values.role);
  if (role === undefined) throw new Error(`no role ${values.role ?? ''}: give one of ${LOCAL_ROLES.join(', ')}`);
  const ours = cloudStatus({ root });
  const issuerUrl = values.issuer ?? (ours.state === 'stopped' ? endpointIssuerUrl(root) : ours.issuerUrl);
  if (issuerUrl === undefined) throw new NotRunningError('the local cloud is not running: npx sluice up');
  const { tenant } = values;
  return { token: await mintToken({ issuerUrl, role, ...(tenant !== undefined && { tenant }) }) };
};

const COMMANDS: Readonly<Record<string, () => Promise<object>>> = {
  up,
  down,
  token,
  status: () => describeCloud(root, values.endpoint?.replace(/\/+$/, '')),
};

const command = COMMANDS[positionals[0] ?? ''];
if (command === undefined || positionals.length !== 1) {
  console.error(USAGE);
  process.exit(2);
}

/** The message without the stacks that programs print into their logs. */
const withoutStacks = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at\s/.test(line))
    .slice(0, 12)
    .join('\n');

try {
  print({ status: 'result', result: await command() });
} catch (error) {
  const stopped = error instanceof StoppedError;
  process.exitCode = stopped ? 130 : 1;
  const message = error instanceof Error ? withoutStacks(error.message) : String(error);
  const failure = {
    status: 'failed',
    not_running: error instanceof NotRunningError,
    message,
    detail: error instanceof Error ? (error.stack ?? '') : '',
    log_file: positionals[0] === 'up' ? relative(process.cwd(), logFile) : null,
  };
  if (values.json) print(failure);
  else console.error(`✖ ${message}`);
}
