import { ApiError, type Client, createClient } from '@sluice/client';
import { ROUTES } from '@sluice/contracts';
import type { AddCommand, CliDeps } from '../cli-deps.ts';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { discoverIssuer } from '../login/discover-issuer.ts';
import { localLoginHint } from '../login/local-login-hint.ts';
import { loginError } from '../login/login-error.ts';
import { signIn } from '../login/sign-in.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

type Options = CommonOptions & {
  readonly apiUrl?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly role?: string;
  readonly tenant?: string;
  readonly browser: boolean;
};

export const addLogin: AddCommand = (program, deps) => {
  const verb = createVerb('login', 'sign in with a browser; the other commands then need no token', [
    'sluice login --api-url https://api.example.com',
    'sluice login --no-browser',
  ])
    .option('--api-url <url>', 'the API to sign in for (or SLUICE_API_URL); else the local cloud')
    .option('--issuer <url>', 'who signs people in (default: what the API says)')
    .option('--client-id <id>', 'a public client of the issuer (default: what the API says)')
    .option('--no-browser', 'print the address to open, and take what is pasted')
    .option('--role <role>', 'who to be at the issuer of a local cloud, which asks for no password')
    .option('--tenant <tenant>', 'whose, at the issuer of a local cloud');
  verb.action(async (options: Options) => {
    const { terminal, logins } = deps;
    const apiUrl = await deps.apiUrlOf(options);
    const { issuer: issuerUrl, clientId, audience } = await howToSignIn(deps, apiUrl, options);
    const issuer = await discoverIssuer(deps, issuerUrl, { mayBeInTheClear: apiUrl.startsWith('http://') });
    terminal.tell(`signing in at ${issuer.issuer} for ${apiUrl}`);
    const loginHint = localLoginHint(options.role, options.tenant);
    const login = await signIn(deps, issuer, { clientId, audience, loginHint, browser: options.browser });
    const who = await askWho(
      createClient({ baseUrl: apiUrl, token: login.access_token, fetch: deps.fetch }),
      deps.signal,
    );
    await logins.update(apiUrl, async () => login);
    if (options.json) {
      const until = new Date(login.expires_at).toISOString();
      terminal.print(JSON.stringify({ api_url: apiUrl, issuer: issuer.issuer, expires_at: until, ...who }));
    } else terminal.tell(`✔ signed in as ${describe(who)}`);
  });
  program.addCommand(verb);
};

/** What the API says of its issuer, and what is said instead. */
const howToSignIn = async (deps: CliDeps, apiUrl: string, { issuer, clientId }: Options) => {
  if (issuer !== undefined && clientId !== undefined) return { issuer, clientId, audience: undefined };
  const api = createClient({ baseUrl: apiUrl, token: '', fetch: deps.fetch });
  const said = await api.call(ROUTES.getSignIn, {}, { signal: deps.signal });
  const id = clientId ?? said.client_id;
  if (id === undefined)
    throw new CommandError(`${apiUrl} names no client of ${said.issuer}: give one with --client-id`, EXIT.usage);
  return { issuer: issuer ?? said.issuer, clientId: id, audience: said.audience };
};

type Who = { readonly user?: string; readonly tenant?: string; readonly roles: readonly string[] };

/** Whether the API takes the token, before it is kept. */
const askWho = async (client: Client, signal: AbortSignal): Promise<Who> => {
  try {
    const { user_id, email, tenant_id, roles } = await client.call(ROUTES.getMe, {}, { signal });
    return { user: email ?? user_id, tenant: tenant_id, roles };
  } catch (error) {
    // An operator belongs to no tenant, and so is nobody there.
    if (error instanceof ApiError && error.status === 403) return { roles: ['operator'] };
    if (error instanceof ApiError && error.status === 401)
      throw loginError('you signed in, but the API takes no token of yours: have you been let into a tenant?', {
        cause: error,
      });
    throw error;
  }
};

const describe = ({ user, tenant, roles }: Who): string =>
  [user, roles.join(', '), tenant === undefined ? undefined : `of ${tenant}`]
    .filter((part) => part !== undefined)
    .map(escapeText)
    .join(' ');
