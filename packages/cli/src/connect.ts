import type { Client } from '@sluice/client';
import { createNodeClient } from '@sluice/client/node';
import { CommandError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { createTokenSource } from './local-cloud/create-token-source.ts';
import type { LocalCloud } from './local-cloud/local-cloud.ts';

export type ConnectOptions = {
  readonly apiUrl?: string | undefined;
  readonly token?: string | undefined;
  readonly role?: string | undefined;
  readonly tenant?: string | undefined;
};
export type Connect = (options: ConnectOptions) => Promise<Client>;

/** Of all uploads together: the command is to stay below 200 MB. */
const MEMORY_BYTES = 40 * 1024 ** 2;
const DEFAULT_ROLE = 'editor';
const DEFAULT_TENANT = 'acme';

/** A client of the API that was named (options first, then the environment), else of the local cloud. */
export const createConnect =
  (cloud: LocalCloud, env: NodeJS.ProcessEnv): Connect =>
  async (options) => {
    const apiUrl = options.apiUrl ?? env.SLUICE_API_URL;
    const token = options.token ?? env.SLUICE_TOKEN;
    if (apiUrl !== undefined) {
      if (!URL.canParse(apiUrl))
        throw new CommandError(`${apiUrl} is not a URL: give one such as https://…`, EXIT.usage);
      if (token === undefined)
        throw new CommandError('an API of your own needs a token: give --token or SLUICE_TOKEN', EXIT.usage);
      return createNodeClient({ baseUrl: apiUrl, token, memoryBytes: MEMORY_BYTES });
    }
    const status = await cloud.status();
    if (status.api_url === null)
      throw new CommandError('the local cloud is not running: npx sluice up', EXIT.notRunning);
    const who = { role: options.role ?? DEFAULT_ROLE, tenant: options.tenant ?? DEFAULT_TENANT };
    return createNodeClient({
      memoryBytes: MEMORY_BYTES,
      baseUrl: status.api_url,
      token: token ?? createTokenSource(() => cloud.token(who, status.issuer_url)),
    });
  };
