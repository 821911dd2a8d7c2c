import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { originsSchema } from './origins-schema.ts';
import { readEnv } from './read-env.ts';

const schema = z.object({
  TABLE: z.string().check(z.minLength(1)),
  LIMIT: z.optional(z.coerce.number().check(z.int())),
});

describe('the environment of a function', () => {
  it('is parsed to what its schema says, and nothing else of it is read', () => {
    expect(readEnv(schema, { TABLE: 'files', LIMIT: '5', AWS_SECRET_ACCESS_KEY: 'x' })).toEqual({
      TABLE: 'files',
      LIMIT: 5,
    });
  });

  it('is the process’s own when none is given', () => {
    vi.stubEnv('TABLE', 'from-the-process');

    expect(readEnv(schema).TABLE).toBe('from-the-process');
    vi.unstubAllEnvs();
  });

  it('names every variable that is missing or malformed, and no value', () => {
    expect(() => readEnv(z.extend(schema, { BUCKET: z.string() }), { TABLE: '', LIMIT: 'SECRET' })).toThrow(
      expect.objectContaining({
        name: 'EnvironmentError',
        message: expect.stringMatching(/^TABLE is malformed .*LIMIT is malformed .*BUCKET is missing: set /),
      }),
    );
    expect(() => readEnv(schema, { TABLE: 'a', LIMIT: 'SECRET' })).toThrow(/^(?!.*SECRET)/);
  });
});

describe('a list of origins', () => {
  const parse = (text: string) => z.safeParse(originsSchema, text);

  it('is split at commas', () => {
    expect(parse('https://console.test, http://localhost:5173').data).toEqual([
      'https://console.test',
      'http://localhost:5173',
    ]);
  });

  it('may be empty: then no page may read', () => {
    expect(parse('').data).toEqual([]);
  });

  it.each(['*', 'https://a.test/', 'https://A.test', 'a.test', 'null', 'https://*.test'])('has no %s', (text) => {
    expect(parse(text).success).toBe(false);
  });
});
