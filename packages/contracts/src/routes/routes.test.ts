import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ERRORS } from '../errors.ts';
import { pathParameters } from '../openapi/path-parameters.ts';
import { problemSchema } from '../schemas/problem.ts';
import { SERVICES } from '../stages.ts';
import { ALL_ROUTES, ROUTES, SERVICE_ROUTES } from './index.ts';
import { COMMON_ERRORS } from './route.ts';

const routes = ALL_ROUTES.map((route) => [route.operationId, route] as const);

describe('the route table', () => {
  it('has every operation id once, under its own name', () => {
    expect(Object.entries(ROUTES).map(([name, { operationId }]) => [name, operationId])).toEqual(
      Object.keys(ROUTES).map((name) => [name, name]),
    );
    expect(new Set(ALL_ROUTES.map(({ operationId }) => operationId)).size).toBe(ALL_ROUTES.length);
  });

  it('has every method of a path once', () => {
    const requests = ALL_ROUTES.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);

    expect(new Set(requests).size).toBe(requests.length);
  });

  it('has every route in the table of its service, and no other', () => {
    for (const [service, own] of Object.entries(SERVICE_ROUTES)) {
      expect(Object.values(own).map((route) => route.service)).toEqual(Object.keys(own).map(() => service));
    }
    expect(
      Object.values(SERVICE_ROUTES)
        .flatMap((own) => Object.keys(own))
        .sort(),
    ).toEqual(Object.keys(ROUTES).sort());
  });

  it('keeps a path within one service: one function answers its preflight', () => {
    const services = new Map<string, Set<string>>();
    for (const { path, service } of ALL_ROUTES) services.set(path, (services.get(path) ?? new Set()).add(service));

    expect([...services].filter(([, owners]) => owners.size > 1)).toEqual([]);
  });
});

describe.each(routes)('%s', (_, route) => {
  it('belongs to a service', () => {
    expect(SERVICES).toContain(route.service);
  });

  it('lies under a version, or is what load balancers ask', () => {
    expect(route.path).toMatch(/^\/(?:(?:v1|compat)(?:\/(?:[a-z][a-z0-9.-]*|\{[a-z_]+\}))+|health|ready)$/);
  });

  it('declares a schema for each parameter of its path, and for no other', () => {
    expect(Object.keys(route.params?.shape ?? {})).toEqual(pathParameters(route.path));
  });

  it('refuses fields it does not know, in path, query and body', () => {
    // Clients of others may add some one day.
    const ours = route.path.startsWith('/compat/') ? [] : [route.query, route.body];
    const strict = [route.params, ...ours].filter((schema) => schema !== undefined);
    for (const schema of strict) {
      const { error } = z.safeParse(schema, { surely_unknown: 1 });
      expect(error?.issues).toContainEqual(
        expect.objectContaining({ code: 'unrecognized_keys', keys: ['surely_unknown'] }),
      );
    }
  });

  it('answers each error code once, and none that all routes share', () => {
    expect(new Set(route.errors).size).toBe(route.errors.length);
    for (const code of route.errors) {
      expect(ERRORS).toHaveProperty(code);
      expect(COMMON_ERRORS).not.toContain(code);
    }
  });

  it('answers at least one success or the way to one, and only statuses that are none of our errors', () => {
    const statuses = Object.keys(route.answers).map(Number);

    expect(statuses.some((status) => status >= 200 && status < 400)).toBe(true);
    // 503 is what an unhealthy platform answers about its health.
    expect(statuses.filter((status) => status >= 400 && status !== 503)).toEqual([]);
  });

  it('has no body where HTTP gives it no meaning', () => {
    if (route.method === 'GET' || route.method === 'DELETE') {
      expect([route.body, route.bodyKind]).toEqual([undefined, undefined]);
    }
    if (route.bodyKind !== undefined) expect(route.body === undefined).toBe(route.bodyKind === 'unread');
    expect(route.answers[204] ?? null).toBeNull();
  });

  it('declares what the edge answers for a body', () => {
    const codes = ['invalid_json', 'body_too_large', 'unsupported_media_type'] as const;

    const expected = codes.filter((code) => code !== 'invalid_json' || route.bodyKind !== 'form');

    expect(codes.filter((code) => route.errors.includes(code))).toEqual(route.body === undefined ? [] : expected);
  });

  it('declares what the edge answers for an idempotency key', () => {
    const codes = ['idempotency_key_required', 'idempotency_mismatch'] as const;

    const expected = { key: codes, optional: ['idempotency_mismatch'], natural: [] }[route.idempotency];

    expect(codes.filter((code) => route.errors.includes(code))).toEqual(expected);
    if (route.method === 'GET') expect(route.idempotency).toBe('natural');
  });

  it('says in a line what it is for', () => {
    expect(route.summary).toMatch(/^[A-Z].{9,100}[^.]$/u);
  });

  it('is counted as public only when it is', () => {
    expect(route.rateClass === 'public').toBe(route.auth.kind === 'public');
  });
});

describe('every error code', () => {
  it.each(Object.entries(ERRORS))('%s makes a problem document', (code, { status, title, retryable }) => {
    expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(title).toMatch(/^[a-z].*[^.]$|^no |^the /);
    const problem = { type: 'urn:x', title, status, detail: title, code, request_id: 'r', retryable };
    expect(z.safeParse(problemSchema, problem).success).toBe(true);
  });

  it('of the server is worth another try, and one of the caller seldom', () => {
    const retryable = Object.entries(ERRORS).filter(([, entry]) => entry.retryable);

    expect(retryable.map(([code]) => code)).toEqual(['missing_parts', 'rate_limited', 'internal_error', 'unavailable']);
  });
});
