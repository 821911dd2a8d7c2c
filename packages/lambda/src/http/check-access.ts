import type { Auth, PublicAuth } from '@sluice/contracts';
import { authorize } from '@sluice/core/access';
import { RefusedError } from '@sluice/core/runtime';
import type { Authenticate } from '../identity/authentication.ts';
import type { Exchange } from './exchange.ts';

/** Lets in who the route's declaration lets in. Public routes never look at credentials. */
export async function checkAccess(exchange: Exchange, authenticate: Authenticate): Promise<void> {
  const { match, credentials } = exchange;
  if (match.kind !== 'route' || match.route.auth.kind === 'public') return;
  const authentication = await authenticate(credentials);
  if (authentication.kind === 'refused') {
    exchange.log = exchange.log.with({ reason: authentication.reason });
    throw new RefusedError(
      'unauthenticated',
      'send a valid access token or API key as Authorization: Bearer, or an API key as x-api-key',
    );
  }
  const { principal } = authentication;
  exchange.principal = principal;
  if (principal.kind === 'member') exchange.log = exchange.log.with({ tenant_id: principal.tenantId });
  const authorization = authorize(match.route.auth, principal);
  if (authorization !== 'allowed') {
    throw new RefusedError(authorization.denied, needOf(match.route.auth));
  }
}

function needOf(auth: Exclude<Auth, PublicAuth>): string {
  return auth.kind === 'operator'
    ? 'this is for who runs the platform: it needs the role operator'
    : `this needs the role ${auth.role} and the scope ${auth.scope}`;
}
