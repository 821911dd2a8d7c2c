import { ALL_ROUTES, type ApiService, SERVICE_ROUTES } from '../routes/index.ts';
import type { Route } from '../routes/route.ts';
import { gatewayResponses } from './gateway-responses.ts';
import { pathParameters } from './path-parameters.ts';

type Parameter = { name: string; in: 'path'; required: true; schema: { type: 'string' } };
type Operation = {
  operationId: string;
  parameters: Parameter[];
  responses: { default: { description: string } };
  'x-amazon-apigateway-integration': { type: 'aws_proxy'; httpMethod: 'POST'; uri: string };
};
type PathItem = { [method: string]: Operation };

export type GatewayDocument = {
  openapi: '3.0.1';
  info: { title: string; version: string };
  paths: Record<string, PathItem>;
  'x-amazon-apigateway-binary-media-types': readonly string[];
  'x-amazon-apigateway-gateway-responses': ReturnType<typeof gatewayResponses>;
};

/**
 * The definition of the REST API gateway: every route and a preflight for every path, proxied to the function of its
 * service. Without schemas, because the gateway speaks OpenAPI 3.0.1 and the functions validate. `integrationOf`
 * answers the invocation URI of a service's API function (`arn:aws:apigateway:…:lambda:path/…/invocations`).
 */
export function gatewayDocument(
  integrationOf: (service: ApiService) => string,
  options: { readonly title?: string; readonly origin?: string } = {},
): GatewayDocument {
  const paths: Record<string, PathItem> = {};
  for (const route of ALL_ROUTES) {
    const uri = integrationOf(serviceOf(route));
    const preflight = operation(`preflight${route.path.replaceAll(/\W+/g, '_')}`, route.path, uri);
    paths[route.path] = {
      options: preflight,
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route.operationId, route.path, uri),
    };
  }
  return {
    openapi: '3.0.1',
    info: { title: options.title ?? 'sluice', version: '1' },
    paths,
    // Handed over in base64; of every other type the gateway makes text.
    'x-amazon-apigateway-binary-media-types': ['multipart/form-data'],
    'x-amazon-apigateway-gateway-responses': gatewayResponses(options.origin),
  };
}

function operation(operationId: string, path: string, uri: string): Operation {
  return {
    operationId,
    parameters: pathParameters(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: { default: { description: 'as the function answers' } },
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri },
  };
}

function serviceOf(route: Route): ApiService {
  const { service, operationId } = route;
  if (Object.hasOwn(SERVICE_ROUTES, service)) return service as ApiService;
  throw new TypeError(`${operationId} belongs to ${service}, which has no API: add it to SERVICE_ROUTES`);
}
