import type { Route } from '@sluice/contracts';
import { NotFoundError, RefusedError } from '@sluice/core/runtime';
import { bodyLength } from './body-bytes.ts';
import type { Exchange } from './exchange.ts';
import { parseRequest } from './parse-request.ts';

/** Before anything reads it: a body's cost must be bounded by us, not by its sender. */
export function refuseLargeBody(
  { event, match }: Exchange,
  limits: { readonly json: number; readonly form: number },
): void {
  const { bodyKind: kind = 'json', maxBodyBytes } = match.kind === 'route' ? match.route : {};
  if (kind === 'unread') return;
  const maxBytes = maxBodyBytes ?? limits[kind];
  const length = bodyLength(event);
  if (length > maxBytes) {
    throw new RefusedError('body_too_large', `the body has ${length} bytes, at most ${maxBytes} are read`);
  }
}

export function refuseUnknownRoute({ match, event }: Exchange): void {
  if (match.kind === 'unknown') throw new NotFoundError('the path', 'of this request');
  if (match.kind === 'method_not_allowed') {
    throw new RefusedError('method_not_allowed', `${event.httpMethod} is not one of ${match.methods.join(', ')}`);
  }
}

/** The request as the route's schemas say; only for who was let in. */
export async function readRequest(exchange: Exchange): Promise<void> {
  const { match, event, headers } = exchange;
  if (match.kind !== 'route') return;
  exchange.parsed = await parseRequest(match.route, event, match.params, headers['content-type']);
  const key = readIdempotencyKey(match.route.idempotency, headers['idempotency-key']);
  if (key !== undefined) exchange.idempotencyKey = key;
}

function readIdempotencyKey(idempotency: Route['idempotency'], key: string | undefined): string | undefined {
  if (idempotency === 'natural') return undefined;
  if (idempotency === 'optional' && key === undefined) return undefined;
  if (idempotency === 'key' && !key) {
    throw new RefusedError('idempotency_key_required', 'send an Idempotency-Key header, such as a new UUID');
  }
  if (key === undefined || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    const error = { pointer: '/headers/idempotency-key', detail: 'must be 1 to 255 visible ASCII characters' };
    throw new RefusedError('invalid_request', 'the Idempotency-Key is malformed', [error]);
  }
  return key;
}
