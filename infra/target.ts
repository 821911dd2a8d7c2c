import { type PriorityBand, type RateLimits, SHIPPED_RATE_LIMITS } from '@sluice/contracts';
import { RemovalPolicy } from 'aws-cdk-lib';

export const TARGET_NAMES = ['aws', 'localstack', 'embedded'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** What a cloud may lack; the stacks ask with `Target.has`. */
export const FEATURES = [
  'alarms',
  'customer_keys',
  'event_archive',
  'firewall',
  'tracing',
  'access_logs',
  'machine_logs',
  'user_pool',
] as const;
export type Feature = (typeof FEATURES)[number];

export type Platform = { readonly os: 'linux' | 'darwin'; readonly cpu: 'arm64' | 'x64' };

/** Everything that differs between the clouds the stacks are deployed to, and nothing that does not. */
export type Target = {
  readonly name: TargetName;
  /** What functions and native layers are built for. */
  readonly platform: Platform;
  /** Of what must outlive a deploy: contents, records, keys. */
  readonly stateful: RemovalPolicy;
  readonly logRetentionDays: number;
  /** Jobs of one class at the same time, by the band of their priority. */
  readonly jobWorkers: Readonly<Record<PriorityBand, number>>;
  /** Files understood at the same time: each holds its models in memory. */
  readonly understandWorkers: number;
  /** Of one caller, for tenants that have none of their own; a tenant may call ten times as often. */
  readonly rateLimits: RateLimits;
  /** How long a call waits to be counted against them. */
  readonly limitPatienceMs: number;
  /** Each with why this cloud goes without it; a template assertion proves that AWS has it. */
  readonly leftOut: Readonly<Partial<Record<Feature, string>>>;
};

type Host = { readonly platform: NodeJS.Platform; readonly arch: string };

const cpuOf = ({ arch }: Host): Platform['cpu'] => (arch === 'arm64' ? 'arm64' : 'x64');

const localLeftOut = {
  alarms: 'nobody is called by a laptop, and the embedded cloud refuses templates with metric-math alarms',
  customer_keys: 'neither emulator encrypts anything: a key would only be one more call',
  event_archive: 'the embedded cloud refuses a template with an archive',
  firewall: 'neither emulator has a web application firewall',
  tracing: 'there is no X-Ray to send traces to',
  access_logs: 'neither emulator writes access logs of buckets or of the gateway',
  user_pool: 'neither emulator has user pools: an issuer of our own signs people in',
  machine_logs: 'the history of an execution is at hand here, and says the same',
} as const satisfies Record<Feature, string>;

/**
 * On a laptop one person is every caller: samples, benches and runs of fifty files would be told to wait. Tests of the
 * limits give a tenant the shipped ones.
 */
const generous = { perMinute: 60_000, burst: 5_000 };

const local = {
  stateful: RemovalPolicy.DESTROY,
  logRetentionDays: 7,
  jobWorkers: { high: 2, normal: 4, low: 2 },
  understandWorkers: 2,
  rateLimits: { read: generous, write: generous, transfer: generous, ai: generous },
  // Functions share the cores with the cloud they call: there a second is a busy moment, and no failure.
  limitPatienceMs: 3_000,
  leftOut: localLeftOut,
} as const;

/** The target of that name, seen from the machine that deploys. Throws when there is none. */
export function targetOf(name: string, host: Host = process): Target {
  switch (name) {
    case 'aws':
      return {
        name,
        platform: { os: 'linux', cpu: 'arm64' },
        stateful: RemovalPolicy.RETAIN,
        logRetentionDays: 90,
        jobWorkers: { high: 50, normal: 50, low: 20 },
        understandWorkers: 50,
        rateLimits: SHIPPED_RATE_LIMITS,
        limitPatienceMs: 1_000,
        leftOut: {},
      };
    case 'localstack':
      // Its functions run in containers, whatever the host is.
      return { ...local, name, platform: { os: 'linux', cpu: cpuOf(host) } };
    case 'embedded':
      // Its functions are processes of the host.
      return {
        ...local,
        name,
        platform: { os: host.platform === 'darwin' ? 'darwin' : 'linux', cpu: cpuOf(host) },
      };
    default:
      throw new Error(`unknown target "${name}": use one of ${TARGET_NAMES.join(', ')}`);
  }
}

export function has(target: Target, feature: Feature): boolean {
  return target.leftOut[feature] === undefined;
}
