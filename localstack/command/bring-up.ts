import { join } from 'node:path';
import { deployStacks, type LocalTarget } from '../deploy-stacks.ts';
import { readCloudRecord } from '../embedded/cloud-record.ts';
import { installEmulator } from '../embedded/install-emulator.ts';
import { cloudStatus, upCloud } from '../embedded/local-cloud.ts';
import { noteOwner, wasAbandoned } from './cloud-owner.ts';
import { configureModel, modelContext } from './configure-model.ts';
import { ensureEndpointIssuer } from './endpoint-issuer.ts';
import { findDeployment } from './find-deployment.ts';
import type { Report } from './report-steps.ts';
import { resumeFiles } from './resume-files.ts';
import { scannerContext } from './scanner-context.ts';

/** What `up` started itself, and so whoever called it may stop. */
type Started = readonly ('cloud' | 'issuer')[];
type Up = { readonly endpoint: string; readonly started: Started };
type Where = { readonly target: LocalTarget; readonly endpoint: string; readonly issuerUrl: string };

/** Answers the name of the deployment. */
const deploy = async (root: string, { step, log }: Report, where: Where, assembly: string): Promise<string> => {
  const outDir = join(root, '.sluice', assembly);
  return await step('stacks', 'deploying the stacks', async (progress) => {
    const { outputs, apiUrl, steps } = await deployStacks({
      ...{ root, outDir, ...where },
      context: { ...modelContext(process.env), ...scannerContext(process.env) },
      log: (line) => {
        log(line);
        if (/^(bootstrapping|synthesizing|deploying)/.test(line)) progress(line);
      },
    });
    if (apiUrl === undefined) throw new Error('the stacks have no outputs RestApiId and StageName: see infra/stacks');
    const withModel = await configureModel(where.endpoint, process.env);
    log(withModel ? 'the language model has a key' : 'no key of a language model: local analyzers only');
    const unchanged = steps.deploy === 'unchanged';
    const count = Object.keys(outputs).length;
    const env = /^sluice-([a-z0-9]+)-/.exec(Object.keys(outputs)[0] ?? '')?.[1] ?? 'dev';
    return { value: env, unchanged, text: `${count} stacks ${unchanged ? 'unchanged' : 'deployed'}` };
  });
};

/**
 * Starts what is not running of the local cloud and deploys what changed. The process `owner` means to stop it again:
 * a cloud whose owner has died without doing so counts as started for the next one.
 */
export const bringUp = async (root: string, report: Report, owner: number | undefined): Promise<Up> => {
  const { step, log } = report;
  await step('install', 'installing the local cloud', async () => {
    const { installed } = await installEmulator({ root, log });
    return { value: undefined, ...(installed && { text: 'local cloud installed' }) };
  });
  const before = cloudStatus({ root }).state;
  const hasState = before !== 'running' && readCloudRecord(root) !== undefined;
  const isOthers = before === 'running' && !wasAbandoned(root);
  const cloud = await step('cloud', 'starting the local cloud', async () => {
    const value = await upCloud({ root, log });
    if (!isOthers) noteOwner(root, owner);
    return { value, text: 'local cloud up', unchanged: isOthers };
  });
  const { cloudUrl: endpoint, issuerUrl } = cloud;
  const env = await deploy(root, report, { target: 'embedded', endpoint, issuerUrl }, 'assembly-embedded');
  if (hasState) {
    await step('files', 'looking for unfinished files', async () => {
      const asked = await resumeFiles(endpoint, env);
      return { value: undefined, text: asked ? 'unfinished files taken up' : 'unfinished files wait for a minute' };
    });
  }
  return { endpoint, started: isOthers ? [] : ['cloud'] };
};

const answers = async (issuerUrl: string): Promise<boolean> => {
  try {
    const url = `${issuerUrl}/.well-known/openid-configuration`;
    return (await fetch(url, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
};

/** Uses a cloud that runs already, with the issuer on `issuerHost`; deploys to it only when there is no API in it, or nobody who issues its tokens. */
export const joinUp = async (
  root: string,
  endpoint: string,
  report: Report,
  issuerHost: string | undefined,
): Promise<Up> => {
  const found = await report.step('cloud', `looking at ${endpoint}`, async () => ({
    value: await findDeployment(endpoint),
    text: `local cloud found on ${endpoint}`,
    unchanged: true,
  }));
  if (found.apiUrl !== undefined && found.issuerUrl !== undefined && (await answers(found.issuerUrl)))
    return { endpoint, started: [] };
  const ours = cloudStatus({ root });
  const issuer = await report.step('issuer', 'starting the issuer', async () => {
    if (ours.state === 'running' && ours.cloudUrl === endpoint)
      return { value: { issuerUrl: ours.issuerUrl, started: false } };
    return { value: await ensureEndpointIssuer(root, found.issuerUrl, issuerHost), text: 'local issuer up' };
  });
  if (found.apiUrl === undefined || issuer.issuerUrl !== found.issuerUrl)
    // An assembly of its own: it names another issuer, and would be made anew with each change of cloud.
    await deploy(
      root,
      report,
      { target: found.target, endpoint, issuerUrl: issuer.issuerUrl },
      `assembly-endpoint-${found.target}`,
    );
  return { endpoint, started: issuer.started ? ['issuer'] : [] };
};
