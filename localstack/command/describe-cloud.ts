import { cloudStatus } from '../embedded/local-cloud.ts';
import { endpointIssuerUrl } from './endpoint-issuer.ts';
import { findDeployment } from './find-deployment.ts';

export type CloudDescription = {
  readonly state: 'running' | 'degraded' | 'stopped';
  readonly api_url: string | null;
  readonly issuer_url: string | null;
  readonly cloud_url: string | null;
  readonly stacks: readonly { readonly name: string; readonly status: string }[];
};

/** What runs and where: of the local cloud, or of the one at `endpoint`. */
export const describeCloud = async (root: string, endpoint?: string): Promise<CloudDescription> => {
  const ours = cloudStatus({ root });
  if (endpoint === undefined && ours.state === 'stopped')
    return { state: 'stopped', api_url: null, issuer_url: null, cloud_url: null, stacks: [] };
  const same = ours.state !== 'stopped' && (endpoint === undefined || endpoint === ours.cloudUrl) ? ours : undefined;
  const state = same?.state ?? 'running';
  // Without its emulator a degraded cloud answers nothing.
  if (same?.state === 'degraded' && same.missing.includes('emulator'))
    return { state, api_url: null, issuer_url: same.issuerUrl, cloud_url: null, stacks: [] };
  const cloudUrl = endpoint ?? same?.cloudUrl ?? '';
  const found = await findDeployment(cloudUrl);
  return {
    state,
    api_url: found.apiUrl ?? null,
    issuer_url: same?.issuerUrl ?? found.issuerUrl ?? endpointIssuerUrl(root) ?? null,
    cloud_url: cloudUrl,
    stacks: found.stacks,
  };
};
