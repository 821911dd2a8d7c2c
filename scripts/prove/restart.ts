import { setTimeout as pause } from 'node:timers/promises';
import { isAtRest } from '@sluice/contracts';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { readCloudRecord } from '../../localstack/embedded/cloud-record.ts';
import { ROOT, startCloud, stopCloud } from './local-cloud.ts';
import type { ProofOptions } from './proof.ts';
import { count, sendAll, untilAtRest } from './send-all.ts';

const EACH = 10;

/**
 * The whole local cloud stops with ten files waiting for a person and ten in flight: all twenty come to rest after the next
 * start, and those that waited can be decided.
 */
export async function proveRestart({ seed }: ProofOptions): Promise<boolean> {
  try {
    const before = await startCloud();
    const tenant = `proof-restart-${seed}`;
    await before.setPolicy(tenant, { review: { required: ['category'], threshold: 1 } });
    const texts = Array.from({ length: EACH }, (_, n) => ({
      name: `waits-${n}.txt`,
      type: 'text/plain',
      bytes: new TextEncoder().encode(`File ${n} of those that wait for a person.`),
    }));
    const editor = before.clientOf('editor', tenant);
    const waiting = await sendAll(editor, texts, 4);
    await untilAtRest(editor, waiting, 300);
    const photo = new Uint8Array(await makePhoto());
    const photos = Array.from({ length: EACH }, (_, n) => ({
      name: `flies-${n}.jpg`,
      type: 'image/jpeg',
      bytes: photo,
    }));
    const flying = await sendAll(before.clientOf('editor', 'proof-flight'), photos, EACH);
    const onTheWay = (
      await Promise.all(flying.map((id) => before.clientOf('editor', 'proof-flight').getFile(id)))
    ).filter(({ status }) => !isAtRest(status)).length;
    console.error(`stopping the cloud with ${waiting.length} files waiting and ${onTheWay} in flight`);
    await stopCloud();

    const restarted = performance.now();
    const after = await startCloud();
    const flown = await untilAtRest(after.clientOf('editor', 'proof-flight'), flying, 600);
    const again = after.clientOf('editor', tenant);
    const waited = await untilAtRest(again, waiting, 600);
    const reviewer = after.clientOf('reviewer', tenant);
    for (const { review_id } of waited) {
      await reviewer.claimReview(review_id ?? '');
      await reviewer.decideReview(review_id ?? '', { decision: 'approve' });
    }
    const decided = await untilDecided(again, waiting, 300);
    const result = {
      in_flight_when_stopped: onTheWay,
      flown: count(flown.map(({ status }) => status)),
      waited: count(waited.map(({ status }) => status)),
      decided_after_restart: count(decided),
      seconds_after_restart: Math.round((performance.now() - restarted) / 1000),
      state_kept: readCloudRecord(ROOT) !== undefined,
    };
    console.log(JSON.stringify(result, null, 2));
    return (
      flown.every(({ status }) => status === 'published') &&
      waited.every(({ status }) => status === 'pending_review') &&
      decided.every((status) => status === 'published')
    );
  } finally {
    await stopCloud();
  }
}

type Reader = { getFile: (id: string, query: { wait: number }) => Promise<{ status: string }> };

async function untilDecided(client: Reader, ids: readonly string[], seconds: number): Promise<readonly string[]> {
  const deadline = Date.now() + seconds * 1000;
  const ask = async (id: string): Promise<string> => {
    for (;;) {
      const { status } = await client.getFile(id, { wait: 1 });
      if (status !== 'pending_review' || Date.now() > deadline) return status;
      await pause(200);
    }
  };
  return Promise.all(ids.map(ask));
}
