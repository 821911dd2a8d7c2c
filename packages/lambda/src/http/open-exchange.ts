import type { Ids } from '@sluice/core/runtime';
import type { Log } from '../log/create-log.ts';
import { parseInput } from '../parsing/parse-input.ts';
import type { Exchange } from './exchange.ts';
import type { RouteMatch } from './match-route.ts';
import { proxyEventSchema, readHeaders } from './proxy-event.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What starts a request: its ids and the route it means. Throws an InvalidInputError when the event is not API Gateway's. */
export function openExchange(deps: {
  readonly match: (method: string, path: string) => RouteMatch;
  readonly ids: Ids;
  readonly log: Log;
}) {
  return (rawEvent: unknown, requestId: string): Exchange => {
    const event = parseInput(proxyEventSchema, rawEvent);
    const { headers, credentials } = readHeaders(event);
    // Anything else in this header could forge log lines or grow without end.
    const given = headers['x-request-id'];
    const correlationId = given !== undefined && UUID.test(given) ? given.toLowerCase() : deps.ids();
    return {
      event,
      headers,
      credentials,
      correlationId,
      requestId,
      startedAt: performance.now(),
      match: deps.match(event.httpMethod, event.path),
      log: deps.log.with({ correlation_id: correlationId, request_id: requestId }),
    };
  };
}
