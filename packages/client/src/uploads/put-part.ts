import { ConnectionError } from '../calls/errors.ts';
import { type Pace, retry } from '../calls/retry.ts';
import { type PartBody, type PutTransport, sizeOfBody } from '../transport/put-transport.ts';
import type { PartSigner, PartToSign, SignedRequest } from './part-signer.ts';

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
  readonly signer: PartSigner;
  readonly transport: PutTransport;
  readonly pace: Pace;
  readonly attempts: number;
  readonly signal: AbortSignal;
};

/** With its checksum, where the upload has one, which S3 compares. */
export type PartToPut = PartToSign & { readonly body: PartBody };

const LEAST_TIMEOUT_MS = 60_000;
// Slower than 16 KB/s is stalled.
const LEAST_BYTES_PER_MS = 16;
const PASSING = new Set([408, 409, 429]);

const send = async ({ transport, signal }: PutPartDeps, { n, url, headers }: SignedRequest, body: PartBody) => {
  const timeoutMs = LEAST_TIMEOUT_MS + sizeOfBody(body) / LEAST_BYTES_PER_MS;
  const { status, statusText, text } = await transport({ url, headers, body, signal, timeoutMs });
  // A single PUT is signed with If-None-Match: 412 is the answer to a repeat whose first answer was lost.
  if ((status >= 200 && status < 300) || status === 412) return;
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? statusText;
  throw new StorageError(`s3 refused part ${n} with ${status} ${code}`.trim(), status);
};

/** Sends a part straight to S3; signs it again when S3 says it may not (expired), and tries again what fails in passing. */
export function putPart(deps: PutPartDeps, { body, ...part }: PartToPut): Promise<void> {
  let current: SignedRequest | undefined;
  let renewed = 0;
  return retry(
    async () => {
      current = await deps.signer.signed(part);
      await send(deps, current, body);
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
