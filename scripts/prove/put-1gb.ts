import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, everyPage } from '@sluice/client';
import * as z from 'zod/mini';
import { readPeakRss } from '../../bench/client/read-peak-rss.ts';
import { startCloud, stopCloud } from './local-cloud.ts';
import type { ProofOptions } from './proof.ts';
import { startPut } from './start-put.ts';
import { writeContent } from './write-content.ts';

const BYTES = 1_000_000_000;
const MOST_RSS = 200_000_000;
/** Requests have headers, and logs are written, too. */
const BESIDE_CONTENT = 1_000_000;
const reportSchema = z.object({ peak_rss: z.number(), bytes_written: z.number() });

/**
 * `sluice put` of 1 GB is killed when half of it is stored, and started again: the second run writes only what was missing
 * (the system counts what a process writes), and neither takes 200 MB of memory. Linux only, for these counts.
 */
export async function provePut1Gb({ seed, endpoint }: ProofOptions): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-1gb-'));
  try {
    const { apiUrl, clientOf, tokenOf } = await startCloud({}, endpoint);
    const tenant = `proof-put-${seed}`;
    const client = clientOf('editor', tenant);
    const path = join(folder, `content-${seed}.bin`);
    await writeContent(path, BYTES, seed);
    const reportTo = join(folder, 'report.json');
    const nodeOptions = `--import ${join(import.meta.dirname, 'report-process.mjs')}`;
    process.env.REPORT_TO = reportTo;
    const options = { path, apiUrl, token: await tokenOf('editor', tenant), stateHome: folder, nodeOptions };

    const first = startPut(options);
    let peakOfKilled = 0;
    const uploadId = await untilStored(client, BYTES / 2, first.ended).finally(() => {
      peakOfKilled = first.child.exitCode === null ? readPeakRss(first.child.pid ?? 0) : 0;
      first.child.kill('SIGKILL');
    });
    await first.ended;
    const stored = await storedBytes(client, uploadId);

    const exit_code = await startPut(options).ended;
    const report = z.parse(reportSchema, JSON.parse(await readFile(reportTo, 'utf8')));
    const upload = await client.getUpload(uploadId);
    const result = {
      ...{ seed, bytes: BYTES, exit_code, status: upload.status },
      stored_when_killed: stored,
      written_by_second_run: report.bytes_written,
      both_of_the_bytes: Math.round(((stored + report.bytes_written) / BYTES) * 10_000) / 10_000,
      peak_megabytes: [peakOfKilled, report.peak_rss].map((peak) => Math.round(peak / 1e5) / 10),
    };
    console.log(JSON.stringify(result, null, 2));
    return (
      exit_code === 0 &&
      upload.status === 'completed' &&
      report.bytes_written <= BYTES - stored + BESIDE_CONTENT &&
      Math.max(peakOfKilled, report.peak_rss) < MOST_RSS
    );
  } finally {
    await stopCloud();
    await rm(folder, { recursive: true });
  }
}

/** Waits until so many bytes of the newest upload are stored; answers which it is. */
async function untilStored(client: Client, bytes: number, ended: Promise<unknown>): Promise<string> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (;;) {
    if (over) throw new Error('the upload ended before it could be killed');
    const [upload] = (await client.listUploads({ limit: 1 })).items;
    // An earlier run of this proof may have left one.
    if (upload?.status === 'uploading' && (await storedBytes(client, upload.upload_id)) >= bytes)
      return upload.upload_id;
    await pause(50);
  }
}

async function storedBytes(client: Client, uploadId: string): Promise<number> {
  let bytes = 0;
  for await (const { size } of everyPage((page) => client.listParts(uploadId, page))) bytes += size;
  return bytes;
}
