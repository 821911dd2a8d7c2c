import type { Route } from '@sluice/contracts';
import type { Member, Operator, UploadToken } from '@sluice/core/access';
import type * as z from 'zod/mini';
import type { Log } from '../log/create-log.ts';
import type { Headers } from './proxy-event.ts';

export type Routes = Readonly<Record<string, Route>>;

type Parsed<R, Part extends string> = R extends { readonly [P in Part]: infer S extends z.ZodMiniType }
  ? z.output<S>
  : undefined;

type PrincipalOf<A> = A extends { readonly kind: 'upload_token' }
  ? { readonly principal: UploadToken }
  : A extends { readonly kind: 'member'; readonly uploadToken: string }
    ? { readonly principal: Member | UploadToken }
    : MemberOrOperatorOf<A>;

type MemberOrOperatorOf<A> = A extends { readonly kind: 'member' }
  ? { readonly principal: Member }
  : A extends { readonly kind: 'operator' }
    ? { readonly principal: Operator }
    : unknown;

/** What the handler of a route is given: all of it authorised and parsed. */
export type HandlerInput<R extends Route> = {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
  /** Names in lower case, without credentials. */
  readonly headers: Headers;
  /** The caller's X-Request-Id when it is a UUID, else new. It is in every answer, log line and message that follows. */
  readonly correlationId: string;
  /** This one invocation of the function. */
  readonly requestId: string;
  readonly log: Log;
} & PrincipalOf<R['auth']> &
  (R['idempotency'] extends 'key' ? { readonly idempotencyKey: string } : unknown) &
  (R['idempotency'] extends 'optional' ? { readonly idempotencyKey: string | undefined } : unknown);

type AnswerHeaders = Readonly<Record<string, string>>;

type AnswerOf<Status extends number, S> = S extends z.ZodMiniType
  ? { readonly status: Status; readonly body: z.output<S>; readonly headers?: AnswerHeaders }
  : Status extends 302 | 307
    ? { readonly status: Status; readonly headers: { readonly location: string }; readonly body?: undefined }
    : { readonly status: Status; readonly headers?: AnswerHeaders; readonly body?: undefined };

/** What the handler of a route may answer: a status it declares, with the body declared for it. */
export type HandlerAnswer<R extends Route> = {
  [Status in keyof R['answers'] & number]: AnswerOf<Status, R['answers'][Status]>;
}[keyof R['answers'] & number];

export type RouteHandler<R extends Route> = (input: HandlerInput<R>) => Promise<HandlerAnswer<R>>;

/** One handler for every route: one that is missing does not compile. */
export type RouteHandlers<Rs extends Routes> = { readonly [Id in keyof Rs]: RouteHandler<Rs[Id]> };

/** Any answer of any handler, as the edge sees it. */
export type AnyAnswer = {
  readonly status: number;
  readonly headers?: AnswerHeaders;
  readonly body?: unknown;
};
