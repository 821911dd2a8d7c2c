import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import { assembleDocumentsLayer } from '../../layers/documents/assemble-layer.ts';
import { assembleModelsLayer } from '../../layers/models/assemble-layer.ts';
import { assembleSharpLayer } from '../../layers/sharp/assemble-layer.ts';
import { bundleFunctions } from '../bundle-functions.ts';
import { createStacks } from '../create-stacks.ts';
import { readSettings } from '../settings.ts';
import { type TargetName, targetOf } from '../target.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z._default(z.record(z.string(), z.any()), {}),
  DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
  DeletionPolicy: z.optional(z.string()),
});
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.optional(z.record(z.string(), z.object({ Value: z.unknown() }))),
});

export type Resource = z.infer<typeof resourceSchema> & {
  /** `foundation`, `upload`, … */
  readonly stack: string;
  readonly logicalId: string;
};
export type Synthesis = {
  readonly app: App;
  /** In the order of the stacks. */
  readonly stacks: readonly string[];
  readonly resources: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
  readonly outputsOf: (stack: string) => readonly string[];
  /** Names of the stacks a stack waits for. */
  readonly dependenciesOf: (stack: string) => readonly string[];
};

const AN_HOUR = 3_600_000;

/** A folder of our own. The test runner ends its workers before they could clean up: runs long over are removed. */
function createScratch(): string {
  const parent = join(ROOT, '.sluice', 'test-infra');
  mkdirSync(parent, { recursive: true });
  for (const old of readdirSync(parent).map((name) => join(parent, name))) {
    // Another worker may be removing it too.
    const found = statSync(old, { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > AN_HOUR) rmSync(old, { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, 'run-'));
}

const scratch = createScratch();

let bundles: Promise<string> | undefined;
/** Bundled once for all the tests of a file. */
export function bundlesDir(): Promise<string> {
  bundles ??= (async () => {
    const outDir = join(scratch, 'bundles');
    await bundleFunctions({ functionsDir: join(ROOT, 'functions'), outDir });
    return outDir;
  })();
  return bundles;
}

/** The app as the CDK would run it, before synthesis. */
export async function createApp(target: TargetName, more: Readonly<Record<string, string>> = {}): Promise<App> {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  const app = new App({
    outdir: mkdtempSync(join(scratch, 'assembly-')),
    // Assets are read where they are: templates name them by their content.
    context: {
      ...context,
      target,
      // AWS has all that it can have, and so a user pool.
      ...(target !== 'aws' && { issuerUrl: 'http://127.0.0.1:4570' }),
      'aws:cdk:disable-asset-staging': true,
      ...more,
    },
  });
  const dir = await bundlesDir();
  createStacks(app, {
    settings: readSettings((key) => app.node.tryGetContext(key)),
    artifacts: {
      bundleOf: (name) => join(dir, name),
      // The host's for every target: templates name a layer by its content only, and tests fetch nothing.
      sharpLayer: assembleSharpLayer({ root: ROOT, platform: targetOf('embedded').platform }),
      documentsLayer: assembleDocumentsLayer({ root: ROOT, platform: targetOf('embedded').platform }),
      modelsLayer: assembleModelsLayer({ root: ROOT }),
    },
  });
  return app;
}

const shortName = (stackName: string): string => stackName.replace(/^sluice-dev-/, '');

const syntheses = new Map<TargetName, Promise<Synthesis>>();

/** Every template of one target, parsed; made once. */
export function synthesize(target: TargetName): Promise<Synthesis> {
  const synthesis = syntheses.get(target) ?? synthesizeNow(target);
  syntheses.set(target, synthesis);
  return synthesis;
}

async function synthesizeNow(target: TargetName): Promise<Synthesis> {
  const app = await createApp(target);
  const { stacks } = app.synth();
  const templates = new Map(
    stacks.map(({ stackName, template }) => [shortName(stackName), z.parse(templateSchema, template)]),
  );
  const resources = [...templates].flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([logicalId, resource]) => ({ ...resource, stack, logicalId })),
  );
  return {
    app,
    stacks: [...templates.keys()],
    resources,
    ofType: (type) => resources.filter(({ Type }) => Type === type),
    outputsOf: (stack) => Object.keys(templates.get(stack)?.Outputs ?? {}),
    dependenciesOf: (stack) =>
      stacks
        .filter(({ stackName }) => shortName(stackName) === stack)
        .flatMap(({ dependencies }) => dependencies.map(({ id }) => shortName(id)))
        .filter((id) => templates.has(id)),
  };
}
