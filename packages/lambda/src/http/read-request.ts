import { NotFoundError, RefusedError } from '@sluice/core/runtime';
import type { Exchange } from './exchange.ts';
import { bodyLength, parseRequest } from './parse-request.ts';

/** Before anything reads it: a body's cost must be bounded by us, not by its sender. */
export function refuseLargeBody({ event }: Exchange, maxBytes: number): void {
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
export function readRequest(exchange: Exchange): void {
  const { match, event, headers } = exchange;
  if (match.kind !== 'route') return;
  exchange.parsed = parseRequest(match.route, event, match.params, headers['content-type']);
  if (match.route.idempotency === 'key') exchange.idempotencyKey = readIdempotencyKey(headers['idempotency-key']);
}

function readIdempotencyKey(key: string | undefined): string {
  if (key === undefined || key === '') {
    throw new RefusedError('idempotency_key_required', 'send an Idempotency-Key header, such as a new UUID');
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const error = { pointer: '/headers/idempotency-key', detail: 'must be 1 to 255 visible ASCII characters' };
    throw new RefusedError('invalid_request', 'the Idempotency-Key is malformed', [error]);
  }
  return key;
}
