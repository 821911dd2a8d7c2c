import type { AddCommand } from '../cli-deps.ts';
import { revokeToken } from '../login/ask-issuer.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

type Options = CommonOptions & { readonly apiUrl?: string; readonly all?: true };

export const addLogout: AddCommand = (program, deps) => {
  const verb = createVerb('logout', 'end what login began, here and at the issuer', [
    'sluice logout --api-url https://api.example.com',
    'sluice logout --all',
  ])
    .option('--api-url <url>', 'the API to sign out of (or SLUICE_API_URL); else the local cloud')
    .option('--all', 'every API you are signed in for');
  verb.action(async ({ json, all, ...options }: Options) => {
    const { terminal, logins } = deps;
    const urls = all ? await logins.urls() : [await deps.apiUrlOf(options)];
    let ended = 0;
    for (const url of urls) {
      let revoked = false;
      await logins.update(url, async (kept) => {
        if (kept === undefined) return undefined;
        ended += 1;
        const { revocation_endpoint: endpoint, refresh_token: refreshToken, client_id: clientId } = kept;
        if (endpoint !== undefined && refreshToken !== undefined)
          revoked = await revokeToken(deps, endpoint, { clientId, refreshToken });
        return undefined;
      });
      if (json) terminal.print(JSON.stringify({ api_url: url, revoked }));
    }
    if (!json) terminal.tell(ended === 0 ? 'you were not signed in' : `signed out of ${ended === 1 ? urls[0] : ended}`);
  });
  program.addCommand(verb);
};
