import { type Target, targetOf } from './target.ts';

/** What one deployment is made of, from the context of the CDK app. */
export type Settings = {
  /** Part of every physical name: deployments of one account do not meet. */
  readonly env: string;
  readonly target: Target;
  /** Whose tokens are accepted. */
  readonly issuerUrl: string;
  /** Comma-separated origins of the console. */
  readonly allowedOrigins: string;
  /** Where the language model answers; empty for where its maker runs it. */
  readonly modelBaseUrl: string;
  /** The API's own name, and the certificate of the same region that names it. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
};

type ReadContext = (key: string) => unknown;

const text = (read: ReadContext, key: string): string | undefined => {
  const value = read(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/**
 * Reads `target`, `env`, `issuerUrl`, `allowedOrigins`, `modelBaseUrl`, `domainName` and `certificateArn`
 * (`cdk -c key=value`). Throws with what to change when one is missing or unsafe.
 */
export function readSettings(read: ReadContext): Settings {
  const target = targetOf(text(read, 'target') ?? 'aws');
  const env = text(read, 'env') ?? 'dev';
  if (!/^[a-z][a-z0-9]{0,11}$/.test(env)) {
    throw new Error(`env "${env}" does not fit into physical names: use 1 to 12 of a-z and 0-9, a letter first`);
  }
  const issuerUrl = text(read, 'issuerUrl');
  if (issuerUrl === undefined) {
    throw new Error('no token issuer: say whose tokens to accept with -c issuerUrl=https://…');
  }
  const { protocol } = new URL(issuerUrl);
  // Keys fetched in the clear let anyone on the way sign tokens.
  if (protocol !== 'https:' && !(protocol === 'http:' && target.name !== 'aws')) {
    throw new Error(`issuer "${issuerUrl}" cannot be trusted on ${target.name}: use an https: URL`);
  }
  const modelBaseUrl = text(read, 'modelBaseUrl') ?? '';
  if (target.name === 'aws' && modelBaseUrl !== '' && !modelBaseUrl.startsWith('https://')) {
    throw new Error(`the model's address "${modelBaseUrl}" would send its key in the clear: use an https: URL`);
  }
  const domain = readDomain(read, target);
  return {
    env,
    target,
    issuerUrl,
    allowedOrigins: text(read, 'allowedOrigins') ?? 'http://localhost:5173',
    modelBaseUrl,
    ...(domain !== undefined && { domain }),
  };
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
