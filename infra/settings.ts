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
};

type ReadContext = (key: string) => unknown;

const text = (read: ReadContext, key: string): string | undefined => {
  const value = read(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/**
 * Reads `target`, `env`, `issuerUrl`, `allowedOrigins` and `modelBaseUrl` (`cdk -c key=value`). Throws with what to change when one is
 * missing or unsafe.
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
  return {
    env,
    target,
    issuerUrl,
    allowedOrigins: text(read, 'allowedOrigins') ?? 'http://localhost:5173',
    modelBaseUrl,
  };
}
