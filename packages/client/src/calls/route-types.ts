import type { Route } from '@sluice/contracts';
import type * as z from 'zod/mini';

type Schema = z.core.$ZodType;
/** An object that may be left out when nothing in it is required. */
type Given<K extends string, T> = Record<never, never> extends T ? { readonly [P in K]?: T } : { readonly [P in K]: T };

type Params<R> = R extends { readonly params: infer S extends Schema } ? Given<'params', z.output<S>> : unknown;
type Query<R> = R extends { readonly query: infer S extends Schema } ? Given<'query', z.output<S>> : unknown;
type Body<R> = R extends { readonly body: infer S extends Schema } ? { readonly body: z.input<S> } : unknown;

/** What a route takes: `{ params, query, body }`, each only where the route declares it. */
export type CallInput<R extends Route> = Params<R> & Query<R> & Body<R>;

type OfAnswer<A> = A extends Schema ? z.output<A> : undefined;
/** What a route answers, by its schema; undefined where it answers no body. Redirects are followed and nothing is asked conditionally, so they are left out. */
export type CallAnswer<R extends Route> = OfAnswer<R['answers'][Exclude<keyof R['answers'], 302 | 304>]>;

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** For each attempt. @default 30 seconds, and what the call asks the service to wait */
  readonly timeoutMs?: number;
  /** Makes a repeat of a write harmless. @default a new one for every call that needs one; retries share it */
  readonly idempotencyKey?: string;
};
