import { createSha256 } from './create-sha256.ts';
import { createThreadHasher, type Hasher, type HashThread } from './hasher.ts';
import { type StartWorker, startWorker } from './start-worker.ts';

// A Blob is read by the worker itself. One after the other: pieces of one hash must not overtake each other.
const PROGRAM = `
const createSha256 = ${createSha256};
const hashes = new Map();
let before = Promise.resolve();
const answer = async ({ id, asked, body }) => {
  try {
    const hash = hashes.get(id) ?? createSha256();
    hashes.set(id, hash);
    if (body !== undefined) {
      hash.update('arrayBuffer' in body ? new Uint8Array(await body.arrayBuffer()) : body);
      return postMessage({ asked });
    }
    hashes.delete(id);
    postMessage({ asked, hex: hash.hex() });
  } catch {
    hashes.delete(id);
    postMessage({ asked, failed: true });
  }
};
onmessage = ({ data }) => {
  before = before.then(() => answer(data));
};`;

/** Hashes in a browser's worker; where a page may not have one, or it breaks, this thread does. */
export const createWorkerHasher = (start?: StartWorker): Hasher =>
  createThreadHasher(({ message, broken }): HashThread => {
    const worker = (start ?? startWorker)(PROGRAM);
    worker.addEventListener('message', ({ data }) => message(data));
    worker.addEventListener('error', broken);
    // A page ends with its workers.
    return { post: (request, transfer) => worker.postMessage(request, transfer), rest: () => {}, wake: () => {} };
  });
