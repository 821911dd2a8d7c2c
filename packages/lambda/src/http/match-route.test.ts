import { ALL_ROUTES, ROUTES, type Route } from '@sluice/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRouteMatcher } from './match-route.ts';

const match = createRouteMatcher(ROUTES);

const segment = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text !== '.' && text !== '..');
const route = fc.constantFrom(...ALL_ROUTES);

describe('finding the route of a request', () => {
  it('finds every route by its path with any parameters, and reads them back', () => {
    fc.assert(
      fc.property(route, fc.infiniteStream(segment), (expected, values) => {
        const params: Record<string, string> = {};
        const path = expected.path.replace(/\{(\w+)\}/g, (_, name: string) => {
          const { value } = values.next();
          params[name] = value;
          return encodeURIComponent(value);
        });
        expect(match(expected.method, path)).toMatchObject({ kind: 'route', id: expected.operationId, params });
      }),
    );
  });

  it('finds nothing for a longer or shorter path', () => {
    fc.assert(
      fc.property(route, (near) => {
        const path = near.path.replaceAll(/\{\w+\}/g, 'x');
        expect(match(near.method, `${path}/`).kind).toBe('unknown');
        expect(match(near.method, `${path}/more/of/it`).kind).toBe('unknown');
        expect(match(near.method, path.slice(1)).kind).toBe('unknown');
      }),
    );
  });

  it('never throws, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (method, path) => {
        expect(['route', 'preflight', 'method_not_allowed', 'unknown']).toContain(match(method, path).kind);
      }),
    );
  });

  it('prefers the path that is written out', () => {
    const base = ROUTES.getMe satisfies Route;
    const find = createRouteMatcher({
      one: { ...base, path: '/reviews/{review_id}' },
      all: { ...base, path: '/reviews/statistics' },
    });

    expect(find('GET', '/reviews/statistics')).toMatchObject({ id: 'all' });
    expect(find('GET', '/reviews/7')).toMatchObject({ id: 'one', params: { review_id: '7' } });
  });

  it('prefers it further down too, whatever was declared first', () => {
    const base = ROUTES.getMe satisfies Route;
    const find = createRouteMatcher({
      part: { ...base, path: '/uploads/{upload_id}/{n}' },
      batch: { ...base, path: '/uploads/{upload_id}/batch' },
    });

    expect(find('GET', '/uploads/7/batch')).toMatchObject({ id: 'batch', params: { upload_id: '7' } });
    expect(find('GET', '/uploads/7/1')).toMatchObject({ id: 'part', params: { upload_id: '7', n: '1' } });
  });

  it('takes dots and other signs in a path as they are', () => {
    expect(match('GET', '/v1/openapi.json').kind).toBe('route');
    expect(match('GET', '/v1/openapixjson').kind).toBe('unknown');
    const find = createRouteMatcher({ one: { ...ROUTES.getMe, path: '/files/{name}.json' } });
    expect(find('GET', '/files/a.json')).toMatchObject({ kind: 'route', params: { name: 'a' } });
    expect(find('GET', '/files/axjson').kind).toBe('unknown');
  });

  it('does not take object properties for methods', () => {
    expect(match('constructor', '/health').kind).toBe('method_not_allowed');
    expect(match('get', '/health').kind).toBe('method_not_allowed');
  });
});
