import { parseArgs } from 'node:util';
import { DeploymentError } from './errors.ts';

export type Command = 'deploy' | 'destroy';

export type DeploymentArguments = {
  readonly command: Command;
  readonly profile: string | undefined;
  readonly region: string;
  readonly env: string;
  /** Whose tokens are accepted; undefined for those of the deployment's own user pool. */
  readonly issuer:
    | {
        readonly url: string;
        readonly audience: string | undefined;
        readonly clientIds: string | undefined;
        readonly tenantClaim: string | undefined;
        readonly rolesClaim: string | undefined;
      }
    | undefined;
  /** Comma-separated web origins. */
  readonly origins: string | undefined;
  readonly domain: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly load: { readonly filesPerMonth: number; readonly megabytesPerFile: number };
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly verbose: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

const OPTIONS = {
  profile: { type: 'string' },
  region: { type: 'string' },
  env: { type: 'string', default: 'prod' },
  'issuer-url': { type: 'string' },
  audience: { type: 'string' },
  'client-ids': { type: 'string' },
  'tenant-claim': { type: 'string' },
  'roles-claim': { type: 'string' },
  origins: { type: 'string' },
  domain: { type: 'string' },
  'certificate-arn': { type: 'string' },
  'files-per-month': { type: 'string', default: '10000' },
  'megabytes-per-file': { type: 'string', default: '2' },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
} as const;

/** The arguments of `npm run deploy --` and `npm run destroy --`. Throws DeploymentError with exit code 2. */
export function parseArguments(command: Command, args: readonly string[], env: Environment): DeploymentArguments {
  const values = readValues(args);
  const region = values.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  if (region === undefined || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw wrong(
      `${region === undefined ? 'no region' : `"${region}" is no region`}: give one such as --region eu-west-1`,
    );
  }
  if (!/^[a-z][a-z0-9]{0,11}$/.test(values.env)) {
    throw wrong(`--env "${values.env}" does not fit into names: use 1 to 12 of a-z and 0-9, a letter first`);
  }
  return {
    command,
    profile: values.profile,
    region,
    env: values.env,
    issuer: issuerOf(values),
    origins: originsOf(values.origins),
    domain: domainOf(values.domain, values['certificate-arn']),
    load: {
      filesPerMonth: numberOf('files-per-month', values['files-per-month']),
      megabytesPerFile: numberOf('megabytes-per-file', values['megabytes-per-file']),
    },
    yes: values.yes,
    dryRun: values['dry-run'],
    verbose: values.verbose,
  };
}

function readValues(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause));
  }
}

function issuerOf(values: ReturnType<typeof readValues>): DeploymentArguments['issuer'] {
  const url = values['issuer-url'];
  if (url === undefined) {
    const needless = (['audience', 'client-ids', 'tenant-claim', 'roles-claim'] as const).find((name) => values[name]);
    if (needless !== undefined) throw wrong(`--${needless} is for an issuer of your own: say which with --issuer-url`);
    return undefined;
  }
  if (URL.parse(url)?.protocol !== 'https:') {
    throw wrong(`--issuer-url ${url} cannot be trusted: keys must come over https`);
  }
  return {
    url,
    audience: values.audience,
    clientIds: values['client-ids'],
    tenantClaim: values['tenant-claim'],
    rolesClaim: values['roles-claim'],
  };
}

function originsOf(origins: string | undefined): string | undefined {
  for (const origin of origins?.split(',') ?? []) {
    const url = URL.parse(origin);
    if (url?.origin !== origin || url.protocol !== 'https:') {
      throw wrong(
        `--origins ${origin} is no web origin: give such as https://console.example.com, commas between them`,
      );
    }
  }
  return origins;
}

function domainOf(name: string | undefined, certificateArn: string | undefined): DeploymentArguments['domain'] {
  if (name === undefined && certificateArn === undefined) return undefined;
  if (name === undefined || certificateArn === undefined) {
    throw wrong(
      '--domain and --certificate-arn go together: the certificate is of the same region and names the domain',
    );
  }
  return { name, certificateArn };
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw wrong(`--${name} ${text} is no number from 0`);
  return number;
}

function wrong(message: string): DeploymentError {
  return new DeploymentError(`${message}\n  --help says what there is`, { exitCode: 2 });
}
