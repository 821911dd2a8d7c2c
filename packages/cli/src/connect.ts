import type { Client } from '@sluice/client';
import { createNodeClient } from '@sluice/client/node';
import { CommandError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { createTokenSource } from './local-cloud/create-token-source.ts';
import type { LocalCloud } from './local-cloud/local-cloud.ts';
import type { CredentialStore } from './login/credential-store.ts';

export type ConnectOptions = {
  readonly apiUrl?: string | undefined;
  readonly token?: string | undefined;
  /** Counts as a token does; one of both. */
  readonly apiKey?: string | undefined;
  readonly role?: string | undefined;
  readonly tenant?: string | undefined;
};
export type Connect = (options: ConnectOptions) => Promise<Client>;

/** Of all uploads together: the command is to stay below 200 MB. */
const MEMORY_BYTES = 40 * 1024 ** 2;
const DEFAULT_ROLE = 'editor';
const DEFAULT_TENANT = 'acme';

/** Where the API is that is meant: throws CommandError when none is named and no local cloud runs. */
export type ApiUrlOf = (options: Pick<ConnectOptions, 'apiUrl'>) => Promise<string>;

/** The API that was named (options first, then the environment), if any. */
const namedApi = (options: Pick<ConnectOptions, 'apiUrl'>, env: NodeJS.ProcessEnv): string | undefined => {
  const apiUrl = options.apiUrl ?? env.SLUICE_API_URL;
  if (apiUrl !== undefined && !URL.canParse(apiUrl))
    throw new CommandError(`${apiUrl} is not a URL: give one such as https://…`, EXIT.usage);
  return apiUrl;
};

const localApi = async (cloud: LocalCloud) => {
  const status = await cloud.status();
  if (status.api_url === null) throw new CommandError('the local cloud is not running: npx sluice up', EXIT.notRunning);
  return { apiUrl: status.api_url, issuerUrl: status.issuer_url };
};

export const createApiUrlOf =
  (cloud: LocalCloud, env: NodeJS.ProcessEnv): ApiUrlOf =>
  async (options) =>
    namedApi(options, env) ?? (await localApi(cloud)).apiUrl;

/** What `login` has kept. */
export type Logins = {
  readonly store: Pick<CredentialStore, 'read'>;
  /** Its access token, for as long as it can be refreshed. */
  readonly tokenFor: (apiUrl: string) => () => Promise<string>;
};

/**
 * A client of the API that was named, else of the local cloud. Its token is the one that is given, else that of who has
 * signed in, else one of the local issuer; where a role or a tenant is asked for, the local issuer comes first.
 */
export const createConnect =
  (cloud: LocalCloud, env: NodeJS.ProcessEnv, logins: Logins): Connect =>
  async (options) => {
    if (options.token !== undefined && options.apiKey !== undefined)
      throw new CommandError('give --token or --api-key, not both', EXIT.usage);
    const token = options.token ?? options.apiKey ?? env.SLUICE_TOKEN ?? env.SLUICE_API_KEY;
    const loginFor = async (baseUrl: string) =>
      (await logins.store.read(baseUrl)) === undefined ? undefined : logins.tokenFor(baseUrl);
    const named = namedApi(options, env);
    if (named !== undefined) {
      const known = token ?? (await loginFor(named));
      if (known === undefined)
        throw new CommandError(
          `you are not signed in at ${named}: sluice login, or give --token, --api-key, SLUICE_TOKEN or SLUICE_API_KEY`,
          EXIT.usage,
        );
      return createNodeClient({ baseUrl: named, token: known, memoryBytes: MEMORY_BYTES });
    }
    const { apiUrl, issuerUrl } = await localApi(cloud);
    const asked = options.role !== undefined || options.tenant !== undefined;
    const who = { role: options.role ?? DEFAULT_ROLE, tenant: options.tenant ?? DEFAULT_TENANT };
    const minted = createTokenSource(() => cloud.token(who, issuerUrl));
    const known = token ?? (asked ? undefined : await loginFor(apiUrl));
    return createNodeClient({ baseUrl: apiUrl, token: known ?? minted, memoryBytes: MEMORY_BYTES });
  };
