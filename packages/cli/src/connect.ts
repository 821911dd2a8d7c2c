import { type Client, createClient } from '@sluice/client';
import { CommandError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { createTokenSource } from './local-cloud/create-token-source.ts';
import type { LocalCloud } from './local-cloud/local-cloud.ts';

export type ConnectOptions = {
  readonly apiUrl?: string | undefined;
  readonly token?: string | undefined;
  /** Counts as a token does; one of both. */
  readonly apiKey?: string | undefined;
  readonly role?: string | undefined;
  readonly tenant?: string | undefined;
};
export type Connect = (options: ConnectOptions) => Promise<Client>;

const DEFAULT_ROLE = 'editor';
const DEFAULT_TENANT = 'acme';

/** A client of the API that was named (options first, then the environment), else of the local cloud. */
export const createConnect =
  (cloud: LocalCloud, env: NodeJS.ProcessEnv): Connect =>
  async (options) => {
    const apiUrl = options.apiUrl ?? env.SLUICE_API_URL;
    if (options.token !== undefined && options.apiKey !== undefined)
      throw new CommandError('give --token or --api-key, not both', EXIT.usage);
    const token = options.token ?? options.apiKey ?? env.SLUICE_TOKEN ?? env.SLUICE_API_KEY;
    if (apiUrl !== undefined) {
      if (!URL.canParse(apiUrl))
        throw new CommandError(`${apiUrl} is not a URL: give one such as https://…`, EXIT.usage);
      if (token === undefined)
        throw new CommandError(
          'an API of your own needs a token or an API key: give --token, --api-key, SLUICE_TOKEN or SLUICE_API_KEY',
          EXIT.usage,
        );
      return createClient({ baseUrl: apiUrl, token });
    }
    const status = await cloud.status();
    if (status.api_url === null)
      throw new CommandError('the local cloud is not running: npx sluice up', EXIT.notRunning);
    const who = { role: options.role ?? DEFAULT_ROLE, tenant: options.tenant ?? DEFAULT_TENANT };
    return createClient({
      baseUrl: status.api_url,
      token: token ?? createTokenSource(() => cloud.token(who, status.issuer_url)),
    });
  };
