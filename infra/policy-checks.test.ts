import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createApp } from './testing/synthesize.ts';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          violatingConstructs: z.optional(z.array(z.object({ constructPath: z.optional(z.string()) }))),
        }),
      ),
    }),
  ),
});

/** Synthesizes AWS under both packs and answers what they found. */
async function findings(change: (app: Awaited<ReturnType<typeof createApp>>) => void = () => {}): Promise<string[]> {
  const app = await createApp('aws');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  change(app);
  try {
    app.synth();
  } catch (error) {
    // Findings stop the synthesis after the report is written.
    if (!String(error).includes('Validation')) throw error;
  }
  const report = z.parse(reportSchema, JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')));
  const packs = report.pluginReports.filter(({ pluginName }) => ['AwsSolutions', 'Serverless'].includes(pluginName));
  return packs.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs = [] }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
}

describe('the packs AwsSolutions and Serverless', () => {
  it('find nothing that is not explained', async () => {
    expect(await findings()).toEqual([]);
  });

  it('would find a bucket with the defaults of AWS', async () => {
    const found = await findings((app) => {
      const stack = app.node.findChild('sluice-dev-access');
      new Bucket(stack, 'Careless');
    });
    expect(found).toContain('AwsSolutions-S1 sluice-dev-access/Careless/Resource');
  });
});
