import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startNullServer } from '../../bench/client/start-null-server.ts';
import type { ProofOptions } from './proof.ts';
import { startPut } from './start-put.ts';
import { writeContent } from './write-content.ts';

const BYTES = 500_000_000;
const KILLS = 50;
/** At most this times the bytes, beside what was on the way when a client was killed. */
const GOAL = 1.1;
// Each connection is so slow that a part takes longer than most of the lives.
const BYTES_PER_SECOND = 6_000_000;
const LONGEST_LIFE_MS = 2_000;
/** One life in so many ends before it has sent anything. */
const STILLBORN = 5;

/**
 * `sluice put` of 500 MB is killed with SIGKILL fifty times, at moments drawn by chance, and started again. It ends with one
 * upload that has every byte. Needs no cloud: a server of its own counts what it is sent.
 */
export async function proveKillClient({ seed }: ProofOptions): Promise<boolean> {
  const random = createRandom(seed);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
  const server = await startNullServer(['--bytes-per-second', String(BYTES_PER_SECOND)]);
  try {
    const path = join(folder, 'content.bin');
    await writeContent(path, BYTES, seed);
    const options = { path, apiUrl: server.apiUrl, token: 'good', stateHome: join(folder, 'state') };
    let kills = 0;
    while (kills < KILLS) {
      const before = await server.counts();
      const { child, ended } = startPut(options);
      let over = false;
      void ended.then(() => {
        over = true;
      });
      const early = random() < 1 / STILLBORN;
      const isSending = async () => (await server.counts()).bytesReceived > before.bytesReceived + 100_000;
      while (!early && !over && !(await isSending())) await pause(10);
      await pause(random() * (early ? 500 : LONGEST_LIFE_MS));
      if (over) throw new Error(`the client ended with ${await ended} after ${kills} kills, before it could be killed`);
      child.kill('SIGKILL');
      await ended;
      kills += 1;
    }
    const stored = (await server.counts()).uploads.map(({ stored_bytes }) => stored_bytes);
    console.error(`killed ${kills} times; ${stored.join(' + ')} of ${BYTES} bytes are stored`);
    const exit_code = await startPut(options).ended;
    const { bytesReceived, brokenOff, uploads, puts } = await server.counts();
    const whole = bytesReceived - brokenOff.bytes;
    const result = {
      ...{ seed, kills, exit_code, bytes: BYTES, uploads: uploads.length },
      stored_when_killed_last: stored,
      bytes_sent: bytesReceived,
      parts_on_the_way_when_killed: brokenOff.requests,
      bytes_of_those: brokenOff.bytes,
      parts_sent_whole: puts,
      of_the_bytes_without_those: Math.round((whole / BYTES) * 1000) / 1000,
      goal: GOAL,
    };
    console.log(JSON.stringify(result, null, 2));
    const [upload] = uploads;
    return (
      exit_code === 0 &&
      uploads.length === 1 &&
      upload?.status === 'completed' &&
      upload.stored_bytes === BYTES &&
      whole <= BYTES * GOAL
    );
  } finally {
    server.stop();
    await rm(folder, { recursive: true });
  }
}

/** Numbers from 0 to 1 by chance; the same seed is the same numbers (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
