import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { assembleDocumentsLayer } from '../layers/documents/assemble-layer.ts';
import { assembleModelsLayer } from '../layers/models/assemble-layer.ts';
import { assembleSharpLayer } from '../layers/sharp/assemble-layer.ts';
import { bundleFunctions } from './bundle-functions.ts';
import { createStacks } from './create-stacks.ts';
import { readSettings } from './settings.ts';

const root = join(import.meta.dirname, '..');
const app = new App();
const settings = readSettings((key) => app.node.tryGetContext(key));

const bundles = mkdtempSync(join(tmpdir(), 'sluice-bundles-'));
try {
  await bundleFunctions({ functionsDir: join(root, 'functions'), outDir: bundles });
  createStacks(app, {
    settings,
    artifacts: {
      bundleOf: (name) => join(bundles, name),
      sharpLayer: assembleSharpLayer({ root, platform: settings.target.platform }),
      documentsLayer: assembleDocumentsLayer({ root, platform: settings.target.platform }),
      modelsLayer: assembleModelsLayer({ root }),
    },
  });
  app.synth();
} finally {
  // The assembly has its own copies.
  rmSync(bundles, { recursive: true, force: true });
}
