import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ALL_ROUTES } from '../routes/index.ts';
import { wholeNumberSchema } from './whole-number.ts';

const schema = wholeNumberSchema(0, 20);

describe('a whole number in a text', () => {
  it.each([
    ['0', 0],
    ['20', 20],
    ['007', 7],
  ])('reads %j', (text, number) => {
    expect(z.parse(schema, text)).toBe(number);
  });

  it.each(['', ' ', ' 5', '5\n', '5.0', '1e1', '0x10', '+5', '-1', '21', 'five', '٥'])('refuses %j', (text) => {
    expect(z.safeParse(schema, text).success).toBe(false);
  });

  it('refuses a list, which is what a parameter given twice is', () => {
    expect(z.safeParse(schema, ['5', '5']).success).toBe(false);
  });

  it('refuses nothing at all, so that it is required unless it says otherwise', () => {
    expect(z.safeParse(schema, undefined).success).toBe(false);
    expect(z.parse(z.optional(schema), undefined)).toBeUndefined();
  });
});

describe('every parameter of every route', () => {
  const parameters = ALL_ROUTES.flatMap(({ operationId, params, query }) =>
    Object.entries({ ...params?.shape, ...query?.shape }).map(
      ([name, field]) => [`${operationId} ${name}`, field] as const,
    ),
  );

  it.each(parameters)('%s takes no number for an empty text', (_, field) => {
    const parsed = z.safeParse(field, '');

    expect(typeof (parsed.success ? parsed.data : '')).toBe('string');
  });
});
