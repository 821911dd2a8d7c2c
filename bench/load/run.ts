import { randomUUID } from 'node:crypto';
import { createClient } from '@sluice/client';
import { isAtRest } from '@sluice/contracts';
import { mintToken } from '../../localstack/issuer/mint-token.ts';
import { median, percentile } from '../measure.ts';
import { type BenchCloud, log, rounded, startBenchCloud } from '../start-cloud.ts';
import { deployNoOp } from './deploy-no-op.ts';

/**
 * 100 uploads at once, each declared, sent and completed: how long the API takes, against a function behind a gateway of the same
 * cloud that does nothing, called as often in the same moments. Answers whether the goal is kept; an error ends it.
 */

const AT_ONCE = 100;
const WARM_UP = [10, 25, 50, AT_ONCE];
const DEFAULT_ROUNDS = 5;
const GOAL = 4.5;

export async function benchLoad({ rounds = DEFAULT_ROUNDS }: { readonly rounds?: number }): Promise<boolean> {
  const cloud = await startBenchCloud();
  try {
    return await measure(cloud, rounds);
  } finally {
    await cloud.stop();
  }
}

async function measure(cloud: BenchCloud, rounds: number): Promise<boolean> {
  const noOpUrl = await deployNoOp(cloud.config);
  const token = await mintToken({ issuerUrl: cloud.issuerUrl, role: 'editor', tenant: 'load' });
  const client = createClient({ baseUrl: cloud.apiUrl, token, attempts: 1 });
  const patientClient = createClient({ baseUrl: cloud.apiUrl, token, attempts: 10 });
  const fileIds: string[] = [];

  /** One upload, and beside each of its calls one that does nothing: what else the cloud is busy with slows both alike. */
  const uploadWith =
    ({ createUpload, completeUpload }: Pick<typeof client, 'createUpload' | 'completeUpload'>) =>
    ({ create, complete, noOp }: Times) =>
    async () => {
      const bytes = new TextEncoder().encode(`an upload among many: ${randomUUID()}`);
      const body = { filename: 'one.txt', mime_type: 'text/plain', size_bytes: bytes.byteLength };
      const [upload] = await Promise.all([timed(create, () => createUpload(body)), timed(noOp, callNoOp)]);
      const [part] = upload.parts;
      if (part === undefined) throw new Error('the upload came without a signed part');
      await put(part.url, part.headers, bytes);
      const [done] = await Promise.all([
        timed(complete, () => completeUpload(upload.upload_id)),
        timed(noOp, callNoOp),
      ]);
      if (done.status !== 'completed') throw new Error(`the upload is ${done.status}`);
      fileIds.push(done.file_id);
    };
  const callNoOp = async () => {
    const response = await fetch(noOpUrl, { method: 'POST', body: '{}' });
    await response.text();
    if (!response.ok) throw new Error(`the function that does nothing answered ${response.status}`);
  };
  /** The files are let come to rest between rounds: what they cost then is nobody's wait. */
  const settle = async () => {
    for (const fileId of fileIds.splice(0)) {
      let file = await client.getFile(fileId, { wait: 20 });
      while (!isAtRest(file.status)) file = await client.getFile(fileId, { wait: 20 });
    }
  };

  log(`warming up, then ${rounds} rounds of ${AT_ONCE} uploads at once`);
  // The cloud starts a process for each call that none is free for: first a few, so that the machine is not busy with that alone.
  for (const atOnce of WARM_UP) {
    await together(uploadWith(patientClient), atOnce);
    await settle();
  }
  const seen: Times[] = [];
  for (let round = 0; round < rounds; round += 1) {
    seen.push(await together(uploadWith(client), AT_ONCE));
    await settle();
  }
  const of = (pick: (times: Times) => readonly number[]) => ({
    p50: median(seen.map((times) => percentile(pick(times), 50))),
    p95: median(seen.map((times) => percentile(pick(times), 95))),
  });
  const api = of(({ create, complete }) => [...create, ...complete]);
  const noOp = of((times) => times.noOp);
  const ratio = { p50: api.p50 / noOp.p50, p95: api.p95 / noOp.p95 };
  const parts = { create: of(({ create }) => create), complete: of(({ complete }) => complete) };
  const result = { at_once: AT_ONCE, rounds, errors: 0, api, ...parts, no_op: noOp, ratio, goal: GOAL };
  console.log(JSON.stringify(result, rounded, 2));
  return ratio.p95 <= GOAL;
}

/** Milliseconds of each call. */
type Times = { readonly create: number[]; readonly complete: number[]; readonly noOp: number[] };

/** An error of any of them ends the bench. */
async function together(one: (times: Times) => () => Promise<void>, atOnce: number): Promise<Times> {
  const times: Times = { create: [], complete: [], noOp: [] };
  const send = one(times);
  await Promise.all(Array.from({ length: atOnce }, send));
  return times;
}

async function timed<T>(times: number[], call: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const answer = await call();
  times.push(performance.now() - started);
  return answer;
}

async function put(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const response = await fetch(url, { method: 'PUT', headers, body });
  await response.text();
  if (!response.ok) throw new Error(`storage answered ${response.status}`);
}
