// `npm run deploy` and `npm run destroy`: set up what is missing, then go on on the pinned Node. Plain JavaScript: it
// runs before anything is installed, on whatever Node of at least 20 the machine has.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError, setUp } from './set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);

const ACCOUNT = `  --profile NAME           of ~/.aws/config (default: the default credentials of the AWS SDK)
  --region REGION          such as eu-west-1 (default: AWS_REGION)
  --env NAME               part of every name, so that deployments of one account do not meet (default: prod)`;

const HELP = {
  deploy: `npm run deploy -- [--profile NAME] [--region REGION] [--env NAME] [--issuer-url URL] [--origins LIST] [--yes] [--dry-run]

Shows what the deployment costs a month and what it changes, asks, deploys, and prints what to do next.

  --issuer-url URL         whose tokens are accepted: an OpenID Connect issuer, over https (default: a user pool of its own)
  --audience NAME          what the issuer's tokens name as their audience (default: sluice)
  --client-ids LIST        clients whose tokens name no audience; the first is the one of sluice login
  --tenant-claim PATH      where the issuer's tokens say the tenant (default: tenant_id)
  --roles-claim PATH       … and the roles, such as resource_access.sluice.roles (default: roles)
${ACCOUNT}
  --origins LIST           web origins whose pages may call the API, commas between them
  --domain NAME            the API's own name, with --certificate-arn ARN of the same region
  --files-per-month N      for the estimate of the cost (default: 10000)
  --megabytes-per-file N   the same (default: 2)
  --dry-run                shows cost and changes, and deploys nothing
  --yes                    does not ask

  npm run deploy -- --profile work --region eu-west-1 --dry-run
  npm run deploy -- --env staging --region eu-west-1 --issuer-url https://login.example.com \\
    --origins https://console.example.com --files-per-month 250000 --yes

Exit codes: 0 deployed, 1 failed or not wanted, 2 wrong usage.`,
  destroy: `npm run destroy -- [--profile NAME] [--region REGION] [--env NAME] [--yes] [--dry-run]

Says what stays (contents, records and keys are kept), asks, and destroys everything else.

${ACCOUNT}
  --issuer-url URL         of a deployment with an issuer of its own: it has no user pool that stays
  --dry-run                says what stays, and destroys nothing
  --yes                    does not ask

  npm run destroy -- --profile work --region eu-west-1 --env staging --dry-run
  npm run destroy -- --region eu-west-1 --env staging --yes

Exit codes: 0 destroyed, 1 failed or not wanted, 2 wrong usage.`,
};

if (HELP[command] === undefined || args.includes('--help') || args.includes('-h')) {
  console.log(HELP[command] ?? HELP.deploy);
  process.exit(HELP[command] === undefined ? 2 : 0);
}

// The terminal tells the child of Ctrl-C as well: CDK ends by itself, and its stacks go on or roll back in the cloud.
let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));

try {
  const { node } = await setUp({ root, log: (line) => console.error(line) });
  process.exitCode = await new Promise((resolve, reject) => {
    child = spawn(node, [join(root, 'scripts', 'deployment', 'main.ts'), command, ...args], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 130));
  });
} catch (error) {
  console.error(error instanceof SetUpError ? `✖ ${error.message}` : error);
  process.exitCode = 1;
}
