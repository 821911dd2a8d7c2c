import { has, type Target, targetOf } from './target.ts';

/** What one deployment is made of, from the context of the CDK app. */
export type Settings = {
  /** Part of every physical name: deployments of one account do not meet. */
  readonly env: string;
  readonly target: Target;
  readonly tokens: TokenSettings;
  /** Comma-separated origins of the console. */
  readonly allowedOrigins: string;
  /** Where the language model answers; empty for where its maker runs it. */
  readonly modelBaseUrl: string;
  /** A ClamAV daemon that functions reach, and its StreamMaxLength. @default malware is only looked for with our own signature */
  readonly clamd?: { readonly address: string; readonly maxBytes: number };
  /** The API's own name, and the certificate of the same region that names it. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
};

/** Whose tokens are accepted, and where they say what. */
export type TokenSettings = {
  /** @default a user pool of the deployment's own */
  readonly issuerUrl?: string;
  readonly audience: string;
  /** Comma-separated clients whose tokens need no audience; the command line signs in as the first. */
  readonly clientIds: string;
  /** Names of claims, or paths to them with dots. */
  readonly tenantClaim: string;
  readonly rolesClaim: string;
};

type ReadContext = (key: string) => unknown;

const text = (read: ReadContext, key: string): string | undefined => {
  const value = read(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/**
 * Reads `target`, `env`, `issuerUrl`, `audience`, `clientIds`, `tenantClaim`, `rolesClaim`, `allowedOrigins`,
 * `modelBaseUrl`, `clamdAddress`, `clamdMaxBytes`, `domainName` and `certificateArn` (`cdk -c key=value`). Throws with what to change when one is missing or unsafe.
 */
export function readSettings(read: ReadContext): Settings {
  const target = targetOf(text(read, 'target') ?? 'aws');
  const env = text(read, 'env') ?? 'dev';
  if (!/^[a-z][a-z0-9]{0,11}$/.test(env)) {
    throw new Error(`env "${env}" does not fit into physical names: use 1 to 12 of a-z and 0-9, a letter first`);
  }
  const modelBaseUrl = text(read, 'modelBaseUrl') ?? '';
  if (target.name === 'aws' && modelBaseUrl !== '' && !modelBaseUrl.startsWith('https://')) {
    throw new Error(`the model's address "${modelBaseUrl}" would send its key in the clear: use an https: URL`);
  }
  const domain = readDomain(read, target);
  const clamd = readClamd(read, target);
  return {
    env,
    target,
    tokens: readTokenSettings(read, target, env),
    allowedOrigins: text(read, 'allowedOrigins') ?? 'http://localhost:5173',
    modelBaseUrl,
    ...(clamd !== undefined && { clamd }),
    ...(domain !== undefined && { domain }),
  };
}

function readTokenSettings(read: ReadContext, target: Target, env: string): TokenSettings {
  const issuerUrl = text(read, 'issuerUrl');
  const own = { tenantClaim: text(read, 'tenantClaim'), rolesClaim: text(read, 'rolesClaim') };
  const clientIds = text(read, 'clientIds');
  const audience = text(read, 'audience') ?? 'sluice';
  if (issuerUrl === undefined) {
    const left = { ...own, clientIds };
    const [needless] = Object.entries(left).find(([, value]) => value !== undefined) ?? [];
    if (needless !== undefined) {
      throw new Error(
        `${needless} is for an issuer of your own: say which with -c issuerUrl=https://…, or leave it out`,
      );
    }
    if (/aws|amazon|cognito/.test(env)) {
      throw new Error(`env "${env}" cannot be part of a user pool's domain: use one without aws, amazon or cognito`);
    }
    if (!has(target, 'user_pool')) {
      throw new Error(`no token issuer, and ${target.name} has none: say whose tokens to accept with -c issuerUrl=…`);
    }
  } else {
    const { protocol } = new URL(issuerUrl);
    // Keys fetched in the clear let anyone on the way sign tokens.
    if (protocol !== 'https:' && !(protocol === 'http:' && target.name !== 'aws')) {
      throw new Error(`issuer "${issuerUrl}" cannot be trusted on ${target.name}: use an https: URL`);
    }
  }
  const printable = /^[\x21-\x7e]{1,255}$/;
  for (const [name, value] of Object.entries({ ...own, clientIds, audience })) {
    if (value !== undefined && !printable.test(value)) {
      throw new Error(`${name} "${value}" is no such name: use up to 255 printable characters without spaces`);
    }
  }
  // The audience of an identity token is the client: it would pass for an access token.
  if (clientIds?.split(',').includes(audience)) {
    throw new Error(`clientIds has the audience "${audience}" in it: give the API a name that no client has`);
  }
  return {
    ...(issuerUrl !== undefined && { issuerUrl }),
    audience,
    // The local issuer takes any client for known.
    clientIds: clientIds ?? (target.name === 'aws' ? '' : 'sluice-cli'),
    tenantClaim: own.tenantClaim ?? 'tenant_id',
    rolesClaim: own.rolesClaim ?? 'roles',
  };
}

/** What Debian's daemon takes of one content unless it is told otherwise: 25 MB. */
const CLAMD_MAX_BYTES = 25 * 1024 ** 2;

function readClamd(read: ReadContext, target: Target): Settings['clamd'] {
  const address = text(read, 'clamdAddress');
  const maxBytes = text(read, 'clamdMaxBytes') ?? String(CLAMD_MAX_BYTES);
  if (address === undefined) return undefined;
  if (target.name === 'aws') {
    throw new Error('clamdAddress is for a daemon beside the local cloud: functions on aws have no network of yours');
  }
  if (!/^[A-Za-z0-9.-]+:\d{1,5}$/.test(address)) {
    throw new Error(`clamdAddress "${address}" is no address: use host:port, such as 127.0.0.1:3310`);
  }
  if (!/^[1-9]\d{0,14}$/.test(maxBytes)) {
    throw new Error(`clamdMaxBytes "${maxBytes}" is no number of bytes: give the daemon's StreamMaxLength`);
  }
  return { address, maxBytes: Number(maxBytes) };
}

function readDomain(read: ReadContext, target: Target): Settings['domain'] {
  const name = text(read, 'domainName');
  const certificateArn = text(read, 'certificateArn');
  if (name === undefined && certificateArn === undefined) return undefined;
  if (target.name !== 'aws') throw new Error(`a domain of one's own is for aws, not for ${target.name}: leave it out`);
  if (name === undefined || certificateArn === undefined) {
    throw new Error('domainName and certificateArn go together: a name cannot be served without its certificate');
  }
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(name)) {
    throw new Error(`domain "${name}" is no host name: use one such as api.example.com`);
  }
  return { name, certificateArn };
}
