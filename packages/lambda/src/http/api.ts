import middy from '@middy/core';
import { MAX_FILE_BYTES_PER_CALL } from '@sluice/contracts';
import type { LimitCall } from '@sluice/core/access';
import { type Ids, randomIds, systemClock } from '@sluice/core/runtime';
import type { Authenticate } from '../identity/authentication.ts';
import type { InvocationContext, LambdaContext } from '../invocation-context.ts';
import { createLog, type Log } from '../log/create-log.ts';
import { createMeter } from '../metrics/create-meter.ts';
import { allowOrigins, type OriginsOfTenants } from './allow-origins.ts';
import { callHandler } from './call-handler.ts';
import { checkAccess } from './check-access.ts';
import { createRateCheck } from './check-rate.ts';
import type { Exchange } from './exchange.ts';
import { finishExchange } from './finish-exchange.ts';
import { createRouteMatcher } from './match-route.ts';
import { openExchange } from './open-exchange.ts';
import type { ProxyResult } from './proxy-event.ts';
import { readRequest, refuseLargeBody, refuseUnknownRoute } from './read-request.ts';
import type { RouteHandlers, Routes } from './route-types.ts';

export type ApiOptions<Rs extends Routes> = {
  readonly service: string;
  /** The part of the route table this function answers, such as `uploadRoutes`. */
  readonly routes: Rs;
  readonly handlers: RouteHandlers<Rs>;
  readonly authenticate: Authenticate;
  /** Web origins whose scripts may read the answers, whoever the caller is. */
  readonly origins: readonly string[];
  /** Those that tenants have besides. @default none */
  readonly tenantOrigins?: OriginsOfTenants;
  /** Counts the calls of routes that are limited. @default without limits */
  readonly limit?: LimitCall;
  /** How long a call waits to be counted, in milliseconds; three times as long in a process that is new. @default 1000 */
  readonly limitPatienceMs?: number;
  /** Of JSON. @default 256 KiB */
  readonly maxBodyBytes?: number;
  readonly log?: Log;
  readonly ids?: Ids;
};

export type ApiHandler = (event: unknown, context: InvocationContext) => Promise<ProxyResult>;

const MAX_BODY_BYTES = 256 * 1024;
/** A file and what a form wraps around it. */
const MAX_FORM_BYTES = MAX_FILE_BYTES_PER_CALL + 64 * 1024;
const LIMIT_PATIENCE_MS = 1_000;
/** Kept back from the function's timeout, so that a caller gets an answer of ours and not the gateway's. */
const TIME_TO_ANSWER_MS = 300;

/**
 * The function behind a service's API: authenticates, authorises from the route's declaration, counts, then parses,
 * calls the route's handler and answers, with one log line that is the request's metric too.
 *
 * @example
 * export const handler = api({ service: 'access', routes: accessRoutes, handlers: { getMe }, authenticate, origins });
 */
export function api<const Rs extends Routes>(options: ApiOptions<Rs>): ApiHandler {
  const { service, routes, handlers, authenticate, origins, limit, maxBodyBytes = MAX_BODY_BYTES } = options;
  const log = options.log ?? createLog({ service });
  const open = openExchange({ match: createRouteMatcher(routes), ids: options.ids ?? randomIds(systemClock), log });
  const finish = finishExchange({
    allowed: allowOrigins(origins, options.tenantOrigins),
    measure: createMeter(service),
  });
  const checkRate = createRateCheck(limit, options.limitPatienceMs ?? LIMIT_PATIENCE_MS);
  const call = callHandler(routes, handlers);

  // One exchange a request, made here and handed along: an error of any step below is answered, never thrown.
  const answer = middy<Exchange, ProxyResult>({ timeoutEarlyInMillis: TIME_TO_ANSWER_MS })
    .before(({ event }) => refuseLargeBody(event, { json: maxBodyBytes, form: MAX_FORM_BYTES }))
    .before(({ event }) => refuseUnknownRoute(event))
    .before(({ event }) => checkAccess(event, authenticate))
    .before(({ event }) => checkRate(event))
    .before(async ({ event }) => readRequest(event))
    .onError(({ event, error }) => finish(event, { error }))
    .handler(async (exchange: Exchange) => finish(exchange, { answer: await call(exchange) }));
  return async (event, context) => answer(open(event, context.awsRequestId), context as LambdaContext);
}
