/** The bytes of one part: held in memory, or a Blob that is read while it is sent. */
export type PartBody = Blob | Uint8Array;

export type PutRequest = {
  readonly url: string;
  /** As they were signed; what a platform sets by itself (`content-length`, `host`) may be left out by it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: PartBody;
  readonly signal: AbortSignal;
  /** For the whole request. */
  readonly timeoutMs: number;
};

export type PutAnswer = {
  readonly status: number;
  readonly statusText: string;
  /** The body, which is short: nothing, or an error in XML. */
  readonly text: string;
};

/**
 * Sends bytes straight to storage. Throws ConnectionError when no answer came in time, or the signal's reason. Once it
 * has settled it does not read the body any more: whoever owns the memory may use it again.
 */
export type PutTransport = (request: PutRequest) => Promise<PutAnswer>;

export const sizeOfBody = (body: PartBody): number => (body instanceof Blob ? body.size : body.byteLength);
