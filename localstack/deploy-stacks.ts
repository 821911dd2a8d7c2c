import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { hashInputs } from './deploy/hash-inputs.ts';
import { isDeployed, readOutputs, stackExists } from './deploy/inspect-stacks.ts';
import { readAssembly } from './deploy/read-assembly.ts';
import { runCdk } from './deploy/run-cdk.ts';
import { applyFixUps } from './embedded/apply-fix-ups.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './embedded/emulator-environment.ts';
import { prepareStateFolder } from './embedded/state-folder.ts';
import { holdLock } from './processes/hold-lock.ts';

export type LocalTarget = 'embedded' | 'localstack';

export type DeployRequest = {
  /** Where the CDK app is; `.sluice` below it keeps what we need. */
  readonly root: string;
  readonly target: LocalTarget;
  readonly endpoint: string;
  readonly issuerUrl: string;
  /** The cloud assembly. Never `cdk.out`: `cdk bootstrap` and `cdk destroy` rewrite that one without any bundle. */
  readonly outDir: string;
  readonly log: (line: string) => void;
  /** More CDK context. */
  readonly context?: Readonly<Record<string, string>>;
  /** @default what cdk.json says */
  readonly app?: string;
  /** Stacks deployed at the same time. @default 4 */
  readonly concurrency?: number;
};

export type Deployment = {
  /** By stack name and output key. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of the stack that has the outputs RestApiId and StageName; without a slash at the end. */
  readonly apiUrl: string | undefined;
  /** What the emulator had left out of the templates and was set afterwards; nothing on other targets. */
  readonly fixUps: readonly string[];
  /** What was done, and what was found done. */
  readonly steps: { readonly synth: 'done' | 'unchanged'; readonly deploy: 'done' | 'unchanged' };
};

/** Where a client on this machine reaches the API of a local cloud; without a slash at the end. */
export const apiUrlOf = (
  { target, endpoint }: Pick<DeployRequest, 'target' | 'endpoint'>,
  outputs: Deployment['outputs'],
): string | undefined => {
  for (const { RestApiId: id, StageName: stage } of Object.values(outputs)) {
    if (id === undefined || stage === undefined) continue;
    return target === 'embedded'
      ? `${endpoint}/restapis/${id}/${stage}/_user_request_`
      : `${endpoint}/_aws/execute-api/${id}/${stage}`;
  }
  return undefined;
};

const readStamp = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** Bootstraps, synthesizes and deploys every stack of the app to a local cloud; each step only when it is due. */
export const deployStacks = (request: DeployRequest): Promise<Deployment> => {
  const folder = prepareStateFolder(request.root);
  return holdLock(join(folder, 'deploy.lock'), async () => {
    const { root, endpoint, outDir, log, concurrency = 4 } = request;
    const home = join(folder, 'home');
    // Bootstrap runs here, where there is no app that it could synthesize.
    const elsewhere = join(folder, 'bootstrap');
    for (const path of [home, elsewhere]) mkdirSync(path, { recursive: true });
    const cloudFormation = new CloudFormationClient({
      endpoint,
      region: LOCAL_REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const cdk = (cwd: string, ...args: readonly string[]) => runCdk({ args, cwd, endpoint, home, log });

    const bootstrap = async (): Promise<void> => {
      if (await stackExists(cloudFormation, 'CDKToolkit')) return;
      log('bootstrapping');
      await cdk(elsewhere, 'bootstrap', `aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`, '--output', elsewhere);
    };

    const synth = async (): Promise<Deployment['steps']['synth']> => {
      const context = { ...request.context, target: request.target, issuerUrl: request.issuerUrl };
      const digest = hashInputs(root, { context, app: request.app, arch: process.arch });
      const stamp = `${outDir}.inputs`;
      if (readStamp(stamp) === digest && readStamp(join(outDir, 'manifest.json')) !== undefined) return 'unchanged';
      log('synthesizing');
      rmSync(stamp, { force: true });
      rmSync(outDir, { recursive: true, force: true });
      const settings = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
      await cdk(
        root,
        'synth',
        '--quiet',
        '--output',
        outDir,
        ...settings,
        ...(request.app ? ['--app', request.app] : []),
      );
      writeFileSync(stamp, digest);
      return 'done';
    };

    // Both to their end, so that a failure leaves no `cdk` behind.
    const [synthesized, bootstrapped] = await Promise.allSettled([synth(), bootstrap()]);
    if (synthesized.status === 'rejected') throw synthesized.reason;
    if (bootstrapped.status === 'rejected') throw bootstrapped.reason;
    const stacks = readAssembly(outDir);
    const unchanged = await isDeployed(cloudFormation, stacks);
    if (!unchanged) {
      log(`deploying ${stacks.length} stacks`);
      await cdk(
        elsewhere,
        ...['deploy', '--all', '--app', outDir, '--require-approval', 'never'],
        ...['--concurrency', String(concurrency), '--progress', 'events'],
      );
    }
    const fixUps = request.target === 'embedded' ? await applyFixUps({ endpoint, assembly: outDir }) : [];
    for (const fixUp of fixUps) log(`set ${fixUp}`);
    const outputs = await readOutputs(cloudFormation, stacks);
    cloudFormation.destroy();
    return {
      outputs,
      apiUrl: apiUrlOf(request, outputs),
      fixUps,
      steps: { synth: synthesized.value, deploy: unchanged ? 'unchanged' : 'done' },
    };
  });
};
