import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { apiUrlOf, type LocalTarget } from '../deploy-stacks.ts';
import { LOCAL_REGION } from '../embedded/emulator-environment.ts';

export type FoundDeployment = {
  readonly target: LocalTarget;
  readonly apiUrl: string | undefined;
  /** Whose tokens the deployed functions accept. */
  readonly issuerUrl: string | undefined;
  readonly stacks: readonly { readonly name: string; readonly status: string }[];
};

export class CloudUnreachableError extends Error {
  override readonly name = 'CloudUnreachableError';
}

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
};

/** Which local cloud listens there. Throws CloudUnreachableError when none does. */
export const targetAt = async (endpoint: string): Promise<LocalTarget> => {
  if (await answers(`${endpoint}/_ministack/ready`)) return 'embedded';
  if (await answers(`${endpoint}/_localstack/health`)) return 'localstack';
  throw new CloudUnreachableError(`no local cloud answers on ${endpoint}: start it, or check the address`);
};

/** What is deployed to the local cloud at `endpoint`, asked of the cloud itself. */
export const findDeployment = async (endpoint: string): Promise<FoundDeployment> => {
  const target = await targetAt(endpoint);
  const config = { endpoint, region: LOCAL_REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const cloudFormation = new CloudFormationClient(config);
  const lambda = new LambdaClient(config);
  try {
    const stacks: { name: string; status: string }[] = [];
    const outputs: Record<string, Record<string, string>> = {};
    for await (const page of paginateDescribeStacks({ client: cloudFormation }, {}))
      for (const { StackName: name = '', StackStatus: status = '', Outputs = [] } of page.Stacks ?? []) {
        if (!name.startsWith('sluice-')) continue;
        stacks.push({ name, status });
        outputs[name] = Object.fromEntries(Outputs.map((o) => [o.OutputKey ?? '', o.OutputValue ?? '']));
      }
    let issuerUrl: string | undefined;
    for await (const page of paginateListFunctions({ client: lambda }, {}))
      for (const { Environment } of page.Functions ?? []) issuerUrl ??= Environment?.Variables?.ISSUER;
    const apiUrl = apiUrlOf({ target, endpoint }, outputs);
    return { target, apiUrl, issuerUrl, stacks: stacks.sort((a, b) => a.name.localeCompare(b.name)) };
  } finally {
    cloudFormation.destroy();
    lambda.destroy();
  }
};
