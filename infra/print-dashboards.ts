import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { createStacks } from './create-stacks.ts';
import { readDashboards } from './dashboards/read-dashboards.ts';
import { readSettings } from './settings.ts';

/**
 * `node infra/print-dashboards.ts`: every dashboard of the templates for AWS, as one JSON array of `{ name, body }`, for
 * the account and region of the local cloud. Nothing is bundled: dashboards do not depend on what functions do.
 */
const LOCAL_PLACE = { partition: 'aws', region: 'us-east-1', account: '000000000000' };

const folder = mkdtempSync(join(tmpdir(), 'sluice-dashboards-'));
try {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'index.js'), '');
  const app = new App({ outdir: join(folder, 'assembly'), context: { 'aws:cdk:disable-asset-staging': true } });
  const context = new Map([['issuerUrl', 'https://issuer.example.com']]);
  createStacks(app, {
    settings: readSettings((key) => context.get(key)),
    artifacts: { bundleOf: () => empty, sharpLayer: empty, documentsLayer: empty, modelsLayer: empty },
  });
  const dashboards = app.synth().stacks.flatMap(({ template }) => readDashboards(template, LOCAL_PLACE));
  process.stdout.write(JSON.stringify(dashboards));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
