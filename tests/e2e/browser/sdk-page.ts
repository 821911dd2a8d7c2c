// Runs in a browser, as the script of a page that sends the file its visitor chose.
import {
  type Client,
  createClient,
  type Progress,
  type Upload,
  type UploadedFile,
  type UploadOptions,
} from '@sluice/client';

export type Sending = {
  readonly baseUrl: string;
  readonly token: string;
  readonly options?: Pick<UploadOptions, 'resume' | 'concurrency'>;
  /** What the page does once so many bytes are stored. */
  readonly halfWay?: { readonly bytes: number; readonly act: 'pause' | 'abort' | 'reload' };
  /** The first request for this part is sent with a signature of yesterday. */
  readonly expired?: number;
};

/** How a call or an upload ended, as a page can tell. */
export type Ending<T> = { readonly answer: T } | { readonly error: { name: string; status?: number; code?: string } };

/** What a test asks of the page. */
export type SdkPage = {
  readonly start: (sending: Sending) => void;
  readonly told: Progress[];
  readonly acted: boolean;
  readonly resume: () => void;
  readonly over: () => Promise<Ending<UploadedFile>>;
  readonly ask: (
    where: Pick<Sending, 'baseUrl' | 'token'>,
    method: keyof Client,
    ...input: unknown[]
  ) => Promise<Ending<unknown>>;
  /** Policies of the page that something tried to break. */
  readonly violations: string[];
  /** Messages to workers, and pieces of files that the page itself read into its memory. */
  readonly counts: { toWorkers: number; readHere: number };
};

declare global {
  interface Window {
    sdk: SdkPage;
  }
}

const endingOf = async <T>(work: Promise<T>): Promise<Ending<T>> => {
  try {
    return { answer: await work };
  } catch (error) {
    const { name, status, code } = error as { name: string; status?: number; code?: string };
    return { error: { name, ...(status !== undefined && { status }), ...(code !== undefined && { code }) } };
  }
};

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  violations.push(`${effectiveDirective} ${blockedURI}`),
);

const counts = { toWorkers: 0, readHere: 0 };
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function count(this: Worker, ...input: [unknown]) {
  counts.toWorkers += 1;
  return postMessage.apply(this, input);
};
const { arrayBuffer } = Blob.prototype;
Blob.prototype.arrayBuffer = function count() {
  counts.readHere += 1;
  return arrayBuffer.call(this);
};

let leaving = false;

/** The page's `fetch`, but for the one part whose first signature is of another day, and for what must not be chance. */
const fetchFor =
  (expired: number | undefined) =>
  (url: string, init: RequestInit): Promise<Response> => {
    // A page goes on until the next one is there: how many parts it still began would be chance.
    if (leaving && init.method === 'PUT') return new Promise(() => {});
    const isFirst = expired !== undefined && !wasExpired;
    if (!isFirst || new URL(url).searchParams.get('partNumber') !== String(expired)) return fetch(url, init);
    wasExpired = true;
    return fetch(url.replace(/X-Amz-Date=\d{8}/, 'X-Amz-Date=20200101'), init);
  };
let wasExpired = false;

const told: Progress[] = [];
let upload: Upload | undefined;
let acted = false;

window.sdk = {
  told,
  violations,
  counts,
  get acted() {
    return acted;
  },
  start({ baseUrl, token, options = {}, halfWay, expired }) {
    const file = document.querySelector('input')?.files?.[0];
    if (file === undefined) throw new Error('choose a file first');
    const client = createClient({ baseUrl, token, fetch: fetchFor(expired) });
    const started = client.startUpload(file, {
      ...options,
      onProgress(progress) {
        told.push(progress);
        if (halfWay === undefined || acted || progress.bytesUploaded < halfWay.bytes) return;
        acted = true;
        if (halfWay.act !== 'reload') return started[halfWay.act]();
        leaving = true;
        location.reload();
      },
    });
    upload = started;
    // Looked at by `over`.
    started.done.catch(() => {});
  },
  resume: () => upload?.resume(),
  over: () => endingOf(upload?.done ?? Promise.reject(new Error('start first'))),
  ask: (where, method, ...input) => {
    const call = createClient({ ...where, attempts: 1 })[method] as (...input: unknown[]) => Promise<unknown>;
    return endingOf(call(...input));
  },
};
