import type { Member, Operator } from '@sluice/core/access';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type SampleHandlers, sampleHandlers } from '../testing/sample-api.ts';
import { sampleRoutes } from '../testing/sample-routes.ts';
import { api } from './api.ts';

const rest = {
  service: 'upload',
  routes: sampleRoutes,
  authenticate: async () => ({ kind: 'refused', reason: '' }),
  origins: [],
} as const;

describe('the types of an API', () => {
  it('want a handler for every route', () => {
    const { addBook: _, ...others } = sampleHandlers;

    // @ts-expect-error addBook has no handler
    expect(() => api({ ...rest, handlers: others })).toThrow('every route needs a handler');
  });

  it('give a handler what its schemas parse to', () => {
    type Input = Parameters<SampleHandlers['addBook']>[0];

    expectTypeOf<Input['params']>().toEqualTypeOf<{ shelf_id: string }>();
    expectTypeOf<Input['body']['pages']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Input['query']>().toEqualTypeOf<undefined>();
    expectTypeOf<Input['principal']>().toEqualTypeOf<Member>();
    expectTypeOf<Parameters<SampleHandlers['closeLibrary']>[0]['principal']>().toEqualTypeOf<Operator>();
    expectTypeOf<Input['idempotencyKey']>().toEqualTypeOf<string>();
    expectTypeOf<Parameters<SampleHandlers['listBooks']>[0]>().not.toHaveProperty('idempotencyKey');
    expectTypeOf<Parameters<SampleHandlers['readSign']>[0]>().not.toHaveProperty('principal');
  });

  it('let a handler answer what its route declares and nothing else', () => {
    type Answer<Id extends keyof SampleHandlers> = Awaited<ReturnType<SampleHandlers[Id]>>;

    expectTypeOf<{ status: 503; body: { text: string } }>().toExtend<Answer<'readSign'>>();
    expectTypeOf<{ status: 404; body: { text: string } }>().not.toExtend<Answer<'readSign'>>();
    expectTypeOf<{ status: 200; body: { text: number } }>().not.toExtend<Answer<'readSign'>>();
    expectTypeOf<{ status: 204 }>().toExtend<Answer<'removeShelf'>>();
    expectTypeOf<{ status: 204; body: { a: 1 } }>().not.toExtend<Answer<'removeShelf'>>();
    expectTypeOf<{ status: 302; headers: { location: string } }>().toExtend<Answer<'openBook'>>();
    expectTypeOf<{ status: 302 }>().not.toExtend<Answer<'openBook'>>();
  });
});
