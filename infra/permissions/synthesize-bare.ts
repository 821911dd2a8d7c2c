import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { createStacks } from '../create-stacks.ts';
import { readSettings } from '../settings.ts';
import type { TemplateResource } from './list-permissions.ts';
import { readResources } from './read-resources.ts';

/** Every resource of the templates for AWS, with its own user pool. Nothing is bundled: roles do not depend on what functions do. */
export function synthesizeBare(): readonly TemplateResource[] {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-permissions-'));
  try {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'index.js'), '');
    const app = new App({ outdir: join(folder, 'assembly'), context: { 'aws:cdk:disable-asset-staging': true } });
    createStacks(app, {
      settings: readSettings(() => undefined),
      artifacts: { bundleOf: () => empty, sharpLayer: empty, documentsLayer: empty, modelsLayer: empty },
    });
    return app.synth().stacks.flatMap(({ stackName, template }) => readResources(stackName, template));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
