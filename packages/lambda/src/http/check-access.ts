import type { Auth, PublicAuth } from '@sluice/contracts';
import { authorize } from '@sluice/core/access';
import { RefusedError } from '@sluice/core/runtime';
import type { Authenticate } from '../identity/authentication.ts';
import type { Exchange } from './exchange.ts';
import type { Headers } from './proxy-event.ts';

type Denied = 'unauthenticated' | 'forbidden' | 'token_scope';

/** Lets in who the route's declaration lets in. Public routes never look at credentials. */
export async function checkAccess(exchange: Exchange, authenticate: Authenticate): Promise<void> {
  const { match } = exchange;
  if (match.kind !== 'route' || match.route.auth.kind === 'public') return;
  const { auth } = match.route;
  const authentication = await authenticate(credentialsFor(auth, exchange));
  if (authentication.kind === 'refused') {
    exchange.log = exchange.log.with({ reason: authentication.reason });
    throw refusal(authentication.code ?? 'unauthenticated', auth);
  }
  exchange.principal = authentication.principal;
  if (authentication.principal.kind !== 'operator') {
    exchange.log = exchange.log.with({ tenant_id: authentication.principal.tenantId });
  }
  const authorization = authorize(auth, authentication.principal);
  if (authorization !== 'allowed') throw refusal(authorization.denied, auth);
}

/** Where a route has its token in the path, what is in the headers is not asked. */
function credentialsFor(auth: Auth, { match, credentials }: Exchange): Headers {
  if (auth.kind !== 'upload_token') return credentials;
  const token = match.kind === 'route' ? (match.params.upload_token ?? '') : '';
  return { authorization: `Bearer ${token}` };
}

function refusal(denied: Denied, auth: Exclude<Auth, PublicAuth>): RefusedError {
  return new RefusedError(denied, denied === 'unauthenticated' ? credentialOf(auth) : needOf(denied, auth));
}

function credentialOf(auth: Auth): string {
  return auth.kind === 'upload_token'
    ? 'the upload token in the path is not valid any more, or never was'
    : 'send a valid access token or API key as Authorization: Bearer, or an API key as x-api-key';
}

function needOf(denied: Denied, auth: Exclude<Auth, PublicAuth>): string {
  if (denied === 'token_scope' || auth.kind === 'upload_token') {
    return 'this upload token does not allow it: it is for sending files, or for one upload';
  }
  return auth.kind === 'operator'
    ? 'this is for who runs the platform: it needs the role operator'
    : `this needs the role ${auth.role} and the scope ${auth.scope}`;
}
