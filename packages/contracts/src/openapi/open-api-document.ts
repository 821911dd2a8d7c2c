import type * as z from 'zod/mini';
import { ALL_ROUTES, type ApiService } from '../routes/index.ts';
import { describeOperation } from './describe-operation.ts';
import { problemComponents } from './problem-responses.ts';
import { createSchemaRenderer } from './render-schemas.ts';

const TAGS = {
  upload: 'Send bytes straight to S3, in parts, and resume where it stopped',
  catalog: 'What you have: files, what was made of them, and their history',
  access: 'Who you are and what you may',
  operate: 'Is it well, what is stuck, and this document',
  review: 'What waits for a person: claim it, look at it, decide',
} as const satisfies Record<ApiService, string>;

const requestId = { type: 'string', format: 'uuid' };

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

const COMPONENTS = {
  securitySchemes: {
    accessToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access token of the OpenID Connect issuer, with the tenant and the roles among its claims.',
    },
    uploadToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'slu_',
      description: 'An upload token: made for a page that may send files and nothing else, or that of one upload.',
    },
  },
  headers: {
    XRequestId: { description: 'Names the request in our logs.', schema: requestId },
    Location: { description: 'Where it is.', schema: { type: 'string', format: 'uri-reference' } },
  },
  parameters: {
    XRequestId: {
      name: 'X-Request-Id',
      in: 'header',
      description:
        'Your own id for what this request is part of: a UUID. Without one, or with anything else, you get a new one.',
      schema: { type: 'string' },
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      description: 'The ETag of what you have: 304 when it is still the same, with `wait` after these seconds.',
      // Any length: it may name many tags (RFC 9110, 13.1.2), and one nobody knows is no error.
      schema: { type: 'string' },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description: 'The ETag of what you mean to change: 412 when it is another by now. `*`, and none at all, is any.',
      schema: { type: 'string' },
    },
    IdempotencyKey: {
      ...idempotencyKey,
      required: true,
      description: 'A repeat with the same key and body answers the same and changes nothing.',
    },
    OptionalIdempotencyKey: {
      ...idempotencyKey,
      description: 'A repeat with the same key and body answers the same. Without a key each call is a new one.',
    },
  },
};

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, ReturnType<typeof describeOperation>>>;
  components: Record<string, Record<string, unknown>>;
};

/** The API as an OpenAPI 3.1 document, written from the route table. The same for the same routes, byte for byte. */
export function openApiDocument(): OpenApiDocument {
  const renderer = createSchemaRenderer(everySchema());
  const paths: OpenApiDocument['paths'] = {};
  for (const route of ALL_ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeOperation(route, renderer) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sluice',
      version: '1',
      description: 'Files in, made safe, turned into useful forms, and published.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'Where this document was read from' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      ...COMPONENTS,
      schemas: renderer.components,
      responses: problemComponents(),
    },
  };
}

function everySchema(): readonly z.core.$ZodType[] {
  return ALL_ROUTES.flatMap(({ params, query, body, answers }) => [
    ...Object.values(params?.shape ?? {}),
    ...Object.values(query?.shape ?? {}),
    ...(body === undefined ? [] : [body]),
    ...Object.values(answers).filter((answer) => answer !== null),
  ]);
}
