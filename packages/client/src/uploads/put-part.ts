import type { SignedPart } from '@sluice/contracts';
import { ConnectionError } from '../calls/errors.ts';
import { type Fetch, fetchWithTimeout } from '../calls/fetch-with-timeout.ts';
import { type Pace, retry } from '../calls/retry.ts';
import type { PartSigner } from './part-signer.ts';
import type { UploadSource } from './upload-source.ts';

/** S3 would not take a part. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export type PutPartDeps = {
  readonly source: UploadSource;
  readonly partSize: number;
  readonly signer: PartSigner;
  readonly fetch: Fetch;
  readonly pace: Pace;
  readonly attempts: number;
  readonly signal: AbortSignal;
};

// fetch sets both from the body and the address; a browser refuses to be told.
const SET_BY_FETCH = new Set(['content-length', 'host']);
const LEAST_TIMEOUT_MS = 60_000;
// Slower than 16 KB/s is stalled.
const LEAST_BYTES_PER_MS = 16;
const PASSING = new Set([408, 409, 429]);

const send = async (deps: PutPartDeps, part: SignedPart): Promise<void> => {
  const { source, partSize, fetch, signal } = deps;
  const start = (part.n - 1) * partSize;
  const body = await source.read(start, start + part.size);
  const given = body instanceof Blob ? body.size : body.byteLength;
  if (given !== part.size)
    throw new TypeError(
      `${source.name} changed while it was sent: part ${part.n} has ${given} bytes, not ${part.size}`,
    );
  const headers = Object.entries(part.headers).filter(([name]) => !SET_BY_FETCH.has(name.toLowerCase()));
  const timeoutMs = LEAST_TIMEOUT_MS + part.size / LEAST_BYTES_PER_MS;
  await fetchWithTimeout(fetch, part.url, { method: part.method, headers, body, signal, timeoutMs }, async (answer) => {
    const text = await answer.text();
    if (answer.ok) return;
    // A single PUT is signed with If-None-Match: this is the answer to a repeat whose first answer was lost.
    if (answer.status === 412) return;
    const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? answer.statusText;
    throw new StorageError(`s3 refused part ${part.n} with ${answer.status} ${code}`.trim(), answer.status);
  });
};

/** Sends part `n` straight to S3; signs it again when S3 says it may not (expired), and tries again what fails in passing. */
export function putPart(deps: PutPartDeps, n: number): Promise<void> {
  let current: SignedPart | undefined;
  let renewed = 0;
  return retry(
    async () => {
      current = await deps.signer.signed(n);
      await send(deps, current);
    },
    {
      attempts: deps.attempts,
      pace: deps.pace,
      signal: deps.signal,
      mayRetry: (error) => {
        if (error instanceof ConnectionError) return 0;
        if (!(error instanceof StorageError)) return false;
        if (error.status === 403 && current !== undefined && renewed < 2) {
          renewed += 1;
          deps.signer.forget(current);
          return 0;
        }
        return error.status >= 500 || PASSING.has(error.status) ? 0 : false;
      },
    },
  );
}
