import type { RateClass } from './routes/route.ts';

/** The classes that are counted; a public call is throttled by the gateway and the firewall alone. */
export const LIMITED_CLASSES = ['read', 'write', 'transfer', 'ai'] as const satisfies readonly RateClass[];
export type LimitedClass = (typeof LIMITED_CLASSES)[number];

/** In any span of time at most `burst` calls, and `perMinute` more for each minute it lasts. Whole numbers from 1. */
export type RateLimit = { readonly perMinute: number; readonly burst: number };
export type RateLimits = Readonly<Record<LimitedClass, RateLimit>>;

/** Of one caller, where neither the deployment nor the tenant says otherwise. */
export const SHIPPED_RATE_LIMITS: RateLimits = {
  read: { perMinute: 100, burst: 20 },
  write: { perMinute: 100, burst: 20 },
  // A large upload asks for thousands of parts, and Uppy for each of them by itself.
  transfer: { perMinute: 1_000, burst: 200 },
  ai: { perMinute: 10, burst: 10 },
};

/** All callers of a tenant together may call so many times as often as one of them. */
export const TENANT_RATE_FACTOR = 10;
