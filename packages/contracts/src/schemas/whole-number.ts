import * as z from 'zod/mini';

/**
 * A whole number where only text can be: `limit=20` in a query, a piece of a path, a field of a form. Digits and nothing
 * else: `Number` would take '' for 0, and `0x10` and `1e1` for numbers.
 */
export function wholeNumberSchema(minimum: number, maximum: number) {
  const read = z.transform((value: unknown) =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
  );
  return z.pipe(read, z.int().check(z.minimum(minimum), z.maximum(maximum)));
}
