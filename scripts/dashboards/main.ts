import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_REGION } from '../../localstack/embedded/emulator-environment.ts';
import { cloudStatus } from '../../localstack/embedded/local-cloud.ts';
import { chooseWindow } from './aggregate.ts';
import { collectSamples } from './collect-samples.ts';
import { describePage } from './describe-page.ts';
import { openInBrowser } from './open-in-browser.ts';
import { HELP, type Options, readOptions, UsageError } from './read-options.ts';
import { type Page, renderPage } from './render-page.ts';
import { storeSamples } from './sample-store.ts';
import { synthesizeDashboards } from './synthesize-dashboards.ts';

const EXIT = { failure: 1, usage: 2, notRunning: 3, interrupted: 130 } as const;
const root = join(import.meta.dirname, '..', '..');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(EXIT.interrupted));

function findCloud({ endpoint }: Options): string | undefined {
  if (endpoint !== undefined) return endpoint;
  const ours = cloudStatus({ root });
  const answers = ours.state === 'running' || (ours.state === 'degraded' && !ours.missing.includes('emulator'));
  return answers ? ours.cloudUrl : undefined;
}

async function gather(cloudUrl: string, minutes: number): Promise<Page> {
  const now = Date.now();
  const config = {
    endpoint: cloudUrl,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const [sqs, stepFunctions] = [new SQSClient(config), new SFNClient(config)];
  try {
    const [dashboards, measured] = await Promise.all([
      synthesizeDashboards(root),
      collectSamples({ cloudUrl, sqs, stepFunctions, since: now - minutes * 60_000, now }),
    ]);
    const first = measured.reduce((earliest, { sample }) => Math.min(earliest, sample.at), now);
    return { dashboards, samples: storeSamples(measured), window: chooseWindow(first, now), cloudUrl };
  } finally {
    sqs.destroy();
    stepFunctions.destroy();
  }
}

async function draw(options: Options): Promise<void> {
  const cloudUrl = findCloud(options);
  if (cloudUrl === undefined) {
    console.error('✖ no local cloud is running, so nothing is measured: npx sluice up, then npx sluice put FILE');
    process.exitCode = EXIT.notRunning;
    return;
  }
  const page = await gather(cloudUrl, options.minutes);
  const file = join(root, '.sluice', 'dashboards', 'index.html');
  mkdirSync(join(root, '.sluice', 'dashboards'), { recursive: true });
  writeFileSync(file, renderPage(page));
  if (options.json) console.log(JSON.stringify(describePage(page, file)));
  else console.log(`✔ ${page.dashboards.length} dashboards drawn: ${relative(process.cwd(), file) || file}`);
  if (options.open) openInBrowser(file);
}

try {
  const options = readOptions(process.argv.slice(2), process.stdout.isTTY === true);
  if (options.help) console.log(HELP);
  else await draw(options);
} catch (error) {
  const usage = error instanceof UsageError;
  const text = error instanceof Error ? error.message : String(error);
  console.error(usage ? `✖ ${text}\n\n${HELP}` : `✖ the dashboards could not be drawn: ${text}`);
  process.exitCode = usage ? EXIT.usage : EXIT.failure;
}
