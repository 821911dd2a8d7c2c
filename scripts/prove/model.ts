import { mixBehaviours, startFakeClaude } from '@sluice/analysis/testing';
import { isAtRest } from '@sluice/contracts';
import { startCloud, stopCloud } from './local-cloud.ts';
import type { ProofOptions } from './proof.ts';
import { count, sendAll, untilAtRest } from './send-all.ts';

const FILES = 200;
const TOPICS = ['the harbour', 'a broken gate', 'the annual meeting', 'rope and anchors', 'the water level'];

/** A model that misbehaves in every way it can, over 200 files: all come to rest, and each finding says who found it. */
export async function proveModel({ seed }: ProofOptions): Promise<boolean> {
  const fake = await startFakeClaude({ behave: mixBehaviours(seed) });
  try {
    const cloud = await startCloud({ ANTHROPIC_API_KEY: 'proof', ANTHROPIC_BASE_URL: fake.url });
    const client = cloud.clientOf('editor', 'proof-model');
    const started = performance.now();
    const files = Array.from({ length: FILES }, (_, n) => ({
      name: `note-${n}.txt`,
      type: 'text/plain',
      bytes: new TextEncoder().encode(
        `Note ${n}. It is about ${TOPICS[n % TOPICS.length]}, and was written in a hurry.\n`,
      ),
    }));
    const seen = await untilAtRest(client, await sendAll(client, files, 8), 1800);
    const sources = count(seen.flatMap(({ findings }) => Object.values(findings).map(({ source }) => source)));
    const result = {
      seed,
      files: FILES,
      statuses: count(seen.map(({ status }) => status)),
      findings_by_source: sources,
      files_with_findings_of_their_own: seen.filter(({ findings }) =>
        Object.values(findings).some(({ source }) => source === 'local' || source === 'claude'),
      ).length,
      asked: fake.requests().length,
      seconds: Math.round((performance.now() - started) / 1000),
    };
    console.log(JSON.stringify(result, null, 2));
    return (
      seen.every(({ status }) => isAtRest(status) && status !== 'failed') &&
      Object.keys(sources).every((source) => ['inspect', 'process', 'local', 'claude'].includes(source))
    );
  } finally {
    await stopCloud();
    await fake.stop();
  }
}
