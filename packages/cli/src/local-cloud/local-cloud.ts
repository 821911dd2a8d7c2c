import * as z from 'zod/mini';
import { type CloudStatus, type CloudStep, cloudStatusSchema } from './cloud-messages.ts';
import { createRunScript, type RunScript } from './run-cloud-script.ts';

export type UpOptions = {
  readonly tell: (step: CloudStep) => void;
  readonly signal?: AbortSignal;
  /** Uses the cloud that runs there instead of starting one. */
  readonly endpoint?: string | undefined;
  /** A process that means to stop what this starts: if it dies without doing so, the next one may. */
  readonly owner?: number;
};

/** The local cloud, as far as the command line needs it. Every call throws CommandError with what to do. */
export type LocalCloud = {
  readonly up: (options: UpOptions) => Promise<CloudStatus & { readonly started: readonly string[] }>;
  /** Answers whether anything ran. */
  readonly down: (only?: 'issuer') => Promise<boolean>;
  readonly status: (endpoint?: string) => Promise<CloudStatus>;
  readonly token: (who: Identity, issuerUrl?: string | null) => Promise<string>;
};
export type Identity = { readonly role: string; readonly tenant?: string | undefined };

const upResultSchema = z.extend(cloudStatusSchema, {
  /** What this call started itself, and so may stop: `cloud`, `issuer`. */
  started: z.array(z.string()),
});

/** Talks to the local cloud by running its script: the command line imports nothing of it. */
export const createLocalCloud = (run: RunScript = createRunScript()): LocalCloud => ({
  up: async ({ tell, signal, endpoint, owner }) => {
    const where = endpoint === undefined ? [] : ['--endpoint', endpoint];
    const whose = owner === undefined ? [] : ['--owner', String(owner)];
    return z.parse(upResultSchema, await run(['up', ...where, ...whose], { tell, signal }));
  },
  down: async (only) => {
    const args = ['down', ...(only === 'issuer' ? ['--only-issuer'] : [])];
    return z.parse(z.object({ stopped: z.boolean() }), await run(args)).stopped;
  },
  status: async (endpoint) =>
    z.parse(cloudStatusSchema, await run(['status', ...(endpoint === undefined ? [] : ['--endpoint', endpoint])])),
  token: async ({ role, tenant }, issuerUrl) => {
    const whose = tenant === undefined ? [] : ['--tenant', tenant];
    const where = issuerUrl ? ['--issuer', issuerUrl] : [];
    return z.parse(z.object({ token: z.string() }), await run(['token', '--role', role, ...whose, ...where])).token;
  },
});
