import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ERRORS, type ErrorCode } from '../errors.ts';
import { ALL_ROUTES, type OperationId, ROUTES } from '../routes/index.ts';
import { errorCodesOf } from './error-codes-of.ts';
import { BODY_EXAMPLES } from './examples.ts';
import { openApiDocument } from './open-api-document.ts';
import { pathParameters } from './path-parameters.ts';

const committed = new URL('../../../../docs/openapi.json', import.meta.url);
const document = openApiDocument();
const operations = ALL_ROUTES.map((route) => {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  return [route.operationId, route, operation] as const;
});

/** What a reference in the document stands for. */
function resolve(reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? Object.entries(value).find(([name]) => name === key)?.[1]
          : undefined,
      document,
    );
}

describe('the document', () => {
  it('is committed as it is written now', () => {
    expect(JSON.parse(readFileSync(committed, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('has every route and nothing else', () => {
    const described = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );

    expect(described.sort()).toEqual(ALL_ROUTES.map(({ operationId }) => operationId).sort());
  });

  it('refers only to what it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    );

    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it('keeps answers open, so that a field can be added, and requests closed', () => {
    expect(document.components.schemas?.File).not.toHaveProperty('additionalProperties');
    expect(document.components.schemas?.CreateUpload).toMatchObject({ additionalProperties: false });
  });

  it('is small enough to be served from a function’s own bundle', () => {
    expect(JSON.stringify(document).length).toBeLessThan(200_000);
  });
});

describe.each(operations)('operation %s', (_, route, operation) => {
  it('is of its service, and says who may', () => {
    expect(operation?.tags).toEqual([route.service]);
    const withToken = [{ accessToken: [] }, { uploadToken: [] }];
    const expected = {
      public: [],
      operator: [{ accessToken: [] }],
      member: route.auth.kind === 'member' && route.auth.uploadToken !== undefined ? withToken : [{ accessToken: [] }],
      // It is a parameter of the path.
      upload_token: [],
    }[route.auth.kind];
    expect(operation?.security).toEqual(expected);
    if (route.auth.kind === 'member') expect(operation?.description).toContain(`\`${route.auth.role}\``);
  });

  it('has its path parameters, required, and its query as its schema has it', () => {
    const named = (operation?.parameters ?? []).flatMap((parameter) => ('in' in parameter ? [parameter] : []));

    expect(named.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
      pathParameters(route.path),
    );
    for (const { name, required } of named) {
      const schema = route.params?.shape[name] ?? route.query?.shape[name] ?? z.never();
      expect({ name, required }).toEqual({ name, required: !z.safeParse(schema, undefined).success });
    }
    expect(named.filter((parameter) => parameter.in === 'query').map(({ name }) => name)).toEqual(
      Object.keys(route.query?.shape ?? {}),
    );
  });

  it('takes If-Match where what was changed meanwhile is refused, and only there', () => {
    const references = (operation?.parameters ?? []).flatMap((parameter) =>
      '$ref' in parameter ? parameter.$ref : [],
    );

    expect(references.includes('#/components/parameters/IfMatch')).toBe(route.errors.includes('precondition_failed'));
  });

  it('answers each of its statuses, and a problem with each of its codes', () => {
    const statuses = new Set([
      ...Object.keys(route.answers),
      ...errorCodesOf(route).map((code) => String(ERRORS[code].status)),
    ]);
    expect(Object.keys(operation?.responses ?? {}).sort()).toEqual([...statuses].sort());

    const text = JSON.stringify(
      Object.values(operation?.responses ?? {}).map((response) =>
        typeof response === 'object' && response !== null && '$ref' in response
          ? resolve(String(response.$ref))
          : response,
      ),
    );
    expect(errorCodesOf(route).filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});

describe('tags in a header', () => {
  it('may be as many as a client has: it is a list, and none is too long', () => {
    const { IfNoneMatch, IfMatch } = document.components.parameters ?? {};

    expect(IfNoneMatch).toMatchObject({ schema: { type: 'string' } });
    expect(JSON.stringify([IfNoneMatch, IfMatch])).not.toContain('maxLength');
  });
});

describe('the codes of a route', () => {
  it('of everyone have none about credentials', () => {
    const codes: readonly ErrorCode[] = ['unauthenticated', 'forbidden'];

    expect(errorCodesOf(ROUTES.getHealth).filter((code) => codes.includes(code))).toEqual([]);
    expect(errorCodesOf(ROUTES.getMe)).toEqual(expect.arrayContaining([...codes]));
  });
});

describe('a route with parameters in its path', () => {
  it.each(ALL_ROUTES.filter(({ path }) => path.includes('{')).map((route) => [route.operationId, route] as const))(
    '%s can say that there is nothing: a path may be no well-formed percent-encoding',
    (_, route) => {
      expect(errorCodesOf(route)).toContain('not_found');
    },
  );
});

describe('examples', () => {
  const withBody = Object.values(ROUTES).flatMap((route) =>
    'body' in route ? [[route.operationId, route.body] as const] : [],
  );

  it.each(withBody)('the body of %s has one that its schema accepts', (operationId: OperationId, schema) => {
    const example = BODY_EXAMPLES[operationId];
    const isForm = ALL_ROUTES.find((route) => route.operationId === operationId)?.bodyKind === 'form';
    const sent = isForm ? { ...z.parse(z.looseObject({}), example), file: new File(['text'], 'a.txt') } : example;
    expect(z.safeParse(schema, sent)).toMatchObject({ success: true });
  });
});
