import { ERRORS, type ErrorCode, problemType } from '../errors.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';

/** What API Gateway answers by itself, before a function is called, and the code of ours that means it. */
const CODES = {
  THROTTLED: 'rate_limited',
  QUOTA_EXCEEDED: 'rate_limited',
  REQUEST_TOO_LARGE: 'body_too_large',
  WAF_FILTERED: 'forbidden',
  // Its word for a path or method it does not have.
  MISSING_AUTHENTICATION_TOKEN: 'not_found',
  INTEGRATION_TIMEOUT: 'unavailable',
  INTEGRATION_FAILURE: 'unavailable',
  DEFAULT_4XX: 'invalid_request',
  DEFAULT_5XX: 'internal_error',
} as const satisfies Record<string, ErrorCode>;

/** The gateway takes off the outer quotes of a literal, and leaves those inside of it. */
const SECURITY_PARAMETERS = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
);

type GatewayResponse = {
  statusCode: number;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
};

/** The same problem documents as the functions write. `origin` may read them; a gateway can't choose among several. */
export function gatewayResponses(origin: string | undefined): Record<string, GatewayResponse> {
  return Object.fromEntries(Object.entries(CODES).map(([type, code]) => [type, responseOf(code, origin)]));
}

function responseOf(code: ErrorCode, origin: string | undefined): GatewayResponse {
  const { status, title, retryable } = ERRORS[code];
  const problem = {
    type: problemType(code),
    title,
    status,
    detail: title,
    code,
    request_id: '$context.requestId',
    retryable,
  };
  return {
    statusCode: status,
    responseParameters: {
      'gatewayresponse.header.Content-Type': "'application/problem+json'",
      ...SECURITY_PARAMETERS,
      'gatewayresponse.header.X-Request-Id': 'context.requestId',
      ...(origin === undefined ? {} : { 'gatewayresponse.header.Access-Control-Allow-Origin': `'${origin}'` }),
    },
    responseTemplates: { 'application/json': JSON.stringify(problem) },
  };
}
