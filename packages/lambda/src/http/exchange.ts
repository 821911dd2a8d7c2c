import type { Principal, RateDecision } from '@sluice/core/access';
import type { Log } from '../log/create-log.ts';
import type { RouteMatch } from './match-route.ts';
import type { ParsedRequest } from './parse-request.ts';
import type { Headers, ProxyEvent } from './proxy-event.ts';

/** One request on its way through the edge, with what was learned about it so far. */
export type Exchange = {
  readonly event: ProxyEvent;
  /** Names in lower case, without credentials. */
  readonly headers: Headers;
  readonly credentials: Headers;
  readonly correlationId: string;
  readonly requestId: string;
  /** Milliseconds of the monotonic clock. */
  readonly startedAt: number;
  readonly match: RouteMatch;
  log: Log;
  principal?: Principal;
  /** How the call counted, for routes that are limited. */
  rate?: RateDecision;
  rateLimiterFailed?: true;
  parsed?: ParsedRequest;
  idempotencyKey?: string;
};
