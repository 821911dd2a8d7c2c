import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { createInlineHasher, createThreadHasher, type Hasher } from '../checksums/hasher.ts';

// A Blob is read by the thread itself. One after the other: pieces of one hash must not overtake each other.
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const hashes = new Map();
let before = Promise.resolve();
const answer = async ({ id, asked, body }) => {
  try {
    const hash = hashes.get(id) ?? createHash('sha256');
    hashes.set(id, hash);
    if (body !== undefined) {
      hash.update('arrayBuffer' in body ? new Uint8Array(await body.arrayBuffer()) : body);
      return parentPort.postMessage({ asked });
    }
    hashes.delete(id);
    parentPort.postMessage({ asked, hex: hash.digest('hex') });
  } catch {
    hashes.delete(id);
    parentPort.postMessage({ asked, failed: true });
  }
};
parentPort.on('message', (request) => {
  before = before.then(() => answer(request));
});`;

const inline = createInlineHasher(() => {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
});

/** Hashes on a thread of Node's, which reads the memory that threads share where it is. */
export const createNodeHasher = (): Hasher =>
  createThreadHasher(({ message, broken }) => {
    // Little memory of its own: what it hashes is not in it.
    const worker = new Worker(PROGRAM, {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    });
    worker.on('message', message);
    worker.on('error', broken);
    worker.on('exit', broken);
    return {
      post: (request, transfer) => worker.postMessage(request, transfer),
      rest: () => worker.unref(),
      wake: () => worker.ref(),
    };
  }, inline);
