import type { Exchange } from './exchange.ts';
import type { AnyAnswer, RouteHandlers, Routes } from './route-types.ts';

type AnyHandler = (input: Readonly<Record<string, unknown>>) => Promise<AnyAnswer>;

/** Calls the handler of the matched route with what was read. Preflights have no handler: their answer is in headers. */
export function callHandler<Rs extends Routes>(routes: Rs, handlers: RouteHandlers<Rs>) {
  const byId = new Map(Object.keys(routes).map((id) => [id, erase(handlers[id])]));
  return async (exchange: Exchange): Promise<AnyAnswer> => {
    const { match, parsed, principal, idempotencyKey, headers, correlationId, requestId, log } = exchange;
    const handler = match.kind === 'route' ? byId.get(match.id) : undefined;
    if (handler === undefined) return { status: 204 };
    return handler({ ...parsed, principal, idempotencyKey, headers, correlationId, requestId, log });
  };
}

/** The route's schemas have parsed what the handler's own type promises, which no loop over routes can express. */
function erase(handler: unknown): AnyHandler {
  if (typeof handler !== 'function') throw new TypeError('every route needs a handler');
  return handler as AnyHandler;
}
