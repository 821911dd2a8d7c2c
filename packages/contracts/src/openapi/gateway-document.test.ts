import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ERRORS } from '../errors.ts';
import { ALL_ROUTES } from '../routes/index.ts';
import { problemSchema } from '../schemas/problem.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { gatewayDocument } from './gateway-document.ts';

const document = gatewayDocument((service) => `uri-of-${service}`, {
  title: 'sluice-dev',
  origin: 'https://console.test',
});

describe('the gateway’s document', () => {
  it('sends every route to the function of its service', () => {
    for (const { path, method, service, operationId } of ALL_ROUTES) {
      expect(document.paths[path]?.[method.toLowerCase()]).toMatchObject({
        operationId,
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: `uri-of-${service}` },
      });
    }
  });

  it('has a preflight for every path, and no method beside the routes', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const methods = ALL_ROUTES.filter((route) => route.path === path).map(({ method }) => method.toLowerCase());
      expect(Object.keys(item).sort()).toEqual(['options', ...methods].sort());
    }
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(ALL_ROUTES.map(({ path }) => path))].sort());
  });

  it('names every operation once', () => {
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('declares the parameters of every path', () => {
    expect(document.paths['/v1/files/{file_id}/renditions/{name}']?.get?.parameters).toEqual([
      { name: 'file_id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'name', in: 'path', required: true, schema: { type: 'string' } },
    ]);
  });

  it('speaks the gateway’s older dialect, without schemas', () => {
    expect(document.openapi).toBe('3.0.1');
    expect(document.info.title).toBe('sluice-dev');
    expect(document).not.toHaveProperty('components');
  });

  it('hands forms over as bytes: as text a picture in them would be broken', () => {
    expect(ALL_ROUTES.filter(({ bodyKind }) => bodyKind === 'form')).toHaveLength(1);
    expect(document['x-amazon-apigateway-binary-media-types']).toEqual(['multipart/form-data']);
  });

  it('lets the gateway’s own refusals be problems of ours', () => {
    for (const response of Object.values(document['x-amazon-apigateway-gateway-responses'])) {
      const problem = z.parse(problemSchema, JSON.parse(response.responseTemplates['application/json'] ?? ''));
      expect(response.statusCode).toBe(problem.status);
      expect(ERRORS).toHaveProperty(problem.code);
      expect(response.responseParameters).toMatchObject({
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Access-Control-Allow-Origin': "'https://console.test'",
      });
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
        expect(response.responseParameters[`gatewayresponse.header.${name}`]).toBe(`'${value}'`);
      }
    }
  });

  it('lets no page read them when there is no console', () => {
    const { THROTTLED } = gatewayDocument(() => 'uri')['x-amazon-apigateway-gateway-responses'];

    expect(THROTTLED?.responseParameters).not.toHaveProperty(['gatewayresponse.header.Access-Control-Allow-Origin']);
  });
});
