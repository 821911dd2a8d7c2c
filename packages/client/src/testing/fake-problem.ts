import { ERRORS, type ErrorCode } from '@sluice/contracts';

export type FakeRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Empty when the service only counts what it is sent. */
  readonly body: Buffer;
  /** Bytes of the body. */
  readonly size: number;
};
export type FakeAnswer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export const problem = (code: ErrorCode, detail: string = ERRORS[code].title, extra: object = {}): FakeAnswer => ({
  status: ERRORS[code].status,
  headers: { 'content-type': 'application/problem+json' },
  body: {
    ...{ type: `urn:sluice:${code}`, title: ERRORS[code].title, status: ERRORS[code].status, detail, code },
    ...{ request_id: 'request-1', retryable: ERRORS[code].retryable, ...extra },
  },
});

export const asJson = ({ body }: FakeRequest): unknown => JSON.parse(body.toString('utf8'));
