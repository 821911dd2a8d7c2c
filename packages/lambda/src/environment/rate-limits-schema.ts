import type { RateLimits } from '@sluice/contracts';
import * as z from 'zod/mini';

const positive = z.int().check(z.minimum(1));
const limit = z.strictObject({ perMinute: positive, burst: positive });

/** A variable with a caller's limits as JSON: `{"read":{"perMinute":100,"burst":20},"write":…,"transfer":…,"ai":…}`. */
export const rateLimitsSchema = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'must be JSON', input: text });
        return z.NEVER;
      }
    }),
  ),
  z.strictObject({ read: limit, write: limit, transfer: limit, ai: limit } satisfies Record<keyof RateLimits, unknown>),
);
