// Runs Uppy as it comes from its registry in a page of jsdom, whose XMLHttpRequest keeps to CORS as a browser's does.
// `node run-uppy.mjs {"modules", "endpoint", "origin", "file", "name", "mode"}` prints one JSON object.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { JSDOM } from 'jsdom';

const { modules, endpoint, origin, file, name, mode } = JSON.parse(process.argv[2]);

const { window } = new JSDOM('<!doctype html>', { url: origin });
const { Blob, File, FormData, XMLHttpRequest, ProgressEvent, document } = window;
Object.assign(globalThis, { window, document, Blob, File, FormData, XMLHttpRequest, ProgressEvent });
// A page's requests say where they come from; the platform's fetch is no page's.
const { fetch } = globalThis;
globalThis.fetch = (url, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set('origin', origin);
  return fetch(url, { ...init, headers });
};

const require = createRequire(`${modules}/`);
const load = async (package_) => (await import(pathToFileURL(require.resolve(package_)))).default;
const [Uppy, AwsS3] = [await load('@uppy/core'), await load('@uppy/aws-s3')];

const requests = [];
const { open } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function count(method, url, ...rest) {
  requests.push({ method, part: new URL(url).searchParams.get('partNumber') });
  return open.call(this, method, url, ...rest);
};

const multipart = mode !== 'single';
const uppy = new Uppy({ autoProceed: false });
// One is the option of version 6, the other that of version 5.
uppy.use(AwsS3, {
  companionEndpoint: endpoint,
  endpoint,
  shouldUseMultipart: multipart,
  getChunkSize: () => 8 * 1024 ** 2,
});
uppy.addFile({ name, type: 'application/octet-stream', data: new File([await readFile(file)], name) });

let stops = 0;
uppy.on('s3-multipart:part-uploaded', () => {
  stops += 1;
  if (mode === 'abort' && stops === 2) uppy.cancelAll();
  if (mode === 'pause' && stops === 2) {
    uppy.pauseAll();
    setTimeout(() => uppy.resumeAll(), 200);
  }
});
const ended = new Promise((resolve) => {
  let canceled = false;
  uppy.on('complete', ({ successful, failed }) => canceled || resolve({ successful, failed }));
  // What it takes back it takes back on its own: there is nothing to wait for but time.
  uppy.on('cancel-all', () => {
    canceled = true;
    setTimeout(() => resolve({ successful: [], failed: [], canceled }), 1000);
  });
});
uppy.upload().catch(() => {});
const { successful, failed, canceled = false } = await ended;
const parts = requests.filter(({ method, part }) => method === 'PUT' && part !== null).map(({ part }) => Number(part));
process.stdout.write(
  JSON.stringify({
    canceled,
    successful: successful.map((one) => one.response?.body ?? one.response),
    failed: failed.map((one) => String(one.error)),
    parts,
  }),
  () => process.exit(0),
);
