import { SECURITY_HEADERS } from '@sluice/contracts';
import type { Meter } from '../metrics/create-meter.ts';
import { type AllowsOrigin, corsOf, preflightHeaders } from './answer-headers.ts';
import { rateHeaders } from './check-rate.ts';
import { classifyError } from './classify-error.ts';
import type { Exchange } from './exchange.ts';
import { problemHeaders, toProblem } from './problem.ts';
import type { ProxyResult } from './proxy-event.ts';
import type { AnyAnswer } from './route-types.ts';

export type Outcome = { readonly answer: AnyAnswer } | { readonly error: unknown };

/** Turns an answer or an error into what goes out, and writes the one line that says so. */
export function finishExchange(deps: {
  readonly allowed: (exchange: Exchange) => AllowsOrigin;
  readonly measure: Meter;
}) {
  return async (exchange: Exchange, outcome: Outcome): Promise<ProxyResult> => {
    const { status, headers, body, code } =
      'error' in outcome ? refuse(exchange, outcome.error) : accept(outcome.answer);
    const cors = await corsOf(exchange.headers.origin, deps.allowed(exchange));
    record(exchange, deps.measure, status, code);
    return {
      statusCode: status,
      headers: {
        ...SECURITY_HEADERS,
        'x-request-id': exchange.correlationId,
        ...cors,
        ...(exchange.match.kind === 'preflight' && preflightHeaders(exchange.match.methods)),
        ...rateHeaders(exchange.rate),
        ...headers,
      },
      body,
      isBase64Encoded: false,
    };
  };
}

type Rendered = { status: number; headers: Record<string, string>; body: string; code?: string };

function accept({ status, headers = {}, body }: AnyAnswer): Rendered {
  if (body === undefined) return { status, headers: { ...headers }, body: '' };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function refuse(exchange: Exchange, error: unknown): Rendered {
  const refusal = classifyError(error);
  if (refusal.fault) exchange.log.error('request failed', { route: routeOf(exchange), code: refusal.code, error });
  const problem = toProblem(refusal, exchange.correlationId);
  const headers = problemHeaders(problem.status, hasCredentials(exchange), refusal.retryAfterSeconds);
  if (exchange.match.kind === 'method_not_allowed') headers.allow = exchange.match.methods.join(', ');
  return { status: problem.status, headers, body: JSON.stringify(problem), code: refusal.code };
}

function hasCredentials({ credentials }: Exchange): boolean {
  return credentials.authorization !== undefined || credentials['x-api-key'] !== undefined;
}

function record(exchange: Exchange, measure: Meter, status: number, code: string | undefined): void {
  const metrics = measure(operationOf(exchange), {
    requests: 1,
    duration: Math.round((performance.now() - exchange.startedAt) * 10) / 10,
    ...(exchange.rateLimiterFailed && { rateLimiterFailures: 1 }),
    ...(status >= 500 ? { serverErrors: 1 } : status >= 400 ? { clientErrors: 1 } : {}),
  });
  exchange.log.measured('request', metrics, { route: routeOf(exchange), status, code });
}

/** Only names of ours: a made-up path must not become a metric or a log field. */
function operationOf({ match }: Exchange): string {
  return match.kind === 'route' ? match.route.operationId : match.kind;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function routeOf({ match, event: { httpMethod } }: Exchange): string {
  if (match.kind === 'unknown') return 'unknown';
  if (match.kind === 'route') return `${match.route.method} ${match.route.path}`;
  return `${METHODS.has(httpMethod) ? httpMethod : 'OTHER'} ${match.path}`;
}
