import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startIssuer } from '../issuer/start-issuer.ts';
import { holdLock } from '../processes/hold-lock.ts';
import { stopGroup } from '../processes/stop-group.ts';
import { type CloudProcess, type CloudRecord, readCloudRecord, stillRuns, writeCloudRecord } from './cloud-record.ts';
import { type EmulatorRequest, startEmulator } from './start-emulator.ts';

export type LocalCloud = {
  /** `http://127.0.0.1:<port>`: give it to an SDK as AWS_ENDPOINT_URL. */
  readonly cloudUrl: string;
  readonly issuerUrl: string;
  readonly pids: Readonly<Record<CloudProcess, number>>;
  /** ISO 8601 */
  readonly startedAt: string;
};

export type CloudStatus =
  | ({ readonly state: 'running' } & LocalCloud)
  /** Something ended by itself: `upCloud` starts it again. */
  | ({ readonly state: 'degraded'; readonly missing: readonly CloudProcess[] } & LocalCloud)
  | { readonly state: 'stopped' };

export type UpRequest = Omit<EmulatorRequest, 'port'> & {
  /** @default the port of the last time, else SLUICE_CLOUD_PORT, else 4566; a free one when that is taken */
  readonly cloudPort?: number;
  /** @default the port of the last time, else 4570; a free one when that is taken */
  readonly issuerPort?: number;
};

const PROCESSES: readonly CloudProcess[] = ['emulator', 'issuer'];
const lockOf = (root: string): string => join(root, '.sluice', 'cloud.lock');
const portOf = (url: string | undefined): number | undefined =>
  url === undefined ? undefined : Number(new URL(url).port);

const cloudOf = (record: CloudRecord): LocalCloud => ({
  cloudUrl: record.cloud_url,
  issuerUrl: record.issuer_url,
  pids: record.pids,
  startedAt: record.started_at,
});

/** What runs now. Trusts no file: every process that was noted is looked at. */
export const cloudStatus = ({ root }: { readonly root: string }): CloudStatus => {
  const record = readCloudRecord(root);
  if (record === undefined) return { state: 'stopped' };
  const missing = PROCESSES.filter((name) => !stillRuns(record, name));
  if (missing.length === PROCESSES.length) return { state: 'stopped' };
  return missing.length === 0
    ? { state: 'running', ...cloudOf(record) }
    : { state: 'degraded', missing, ...cloudOf(record) };
};

const startMissing = async (request: UpRequest): Promise<LocalCloud> => {
  const { root, cloudPort, issuerPort, persist = true, ...rest } = request;
  const before = readCloudRecord(root);
  const kept = (name: CloudProcess): boolean => before !== undefined && stillRuns(before, name);
  if (before !== undefined && PROCESSES.every(kept)) return cloudOf(before);

  // The same ports as before: they are part of queue URLs and of the issuer's name, which kept state remembers.
  const wantedPort = cloudPort ?? portOf(before?.cloud_url);
  const wantedIssuerPort = issuerPort ?? portOf(before?.issuer_url);
  const issuer =
    before !== undefined && kept('issuer')
      ? { issuerUrl: before.issuer_url, pid: before.pids.issuer, identity: before.identities.issuer }
      : await startIssuer({ root, ...(wantedIssuerPort === undefined ? {} : { port: wantedIssuerPort }) });
  try {
    const emulator =
      before !== undefined && kept('emulator')
        ? { endpoint: before.cloud_url, pid: before.pids.emulator, identity: before.identities.emulator }
        : await startEmulator({ root, persist, ...rest, ...(wantedPort === undefined ? {} : { port: wantedPort }) });
    const record: CloudRecord = {
      cloud_url: emulator.endpoint,
      issuer_url: issuer.issuerUrl,
      pids: { emulator: emulator.pid, issuer: issuer.pid },
      identities: { emulator: emulator.identity, issuer: issuer.identity },
      started_at: new Date().toISOString(),
    };
    writeCloudRecord(root, record);
    return cloudOf(record);
  } catch (error) {
    await stopGroup(issuer);
    throw error;
  }
};

/** Starts what does not run yet of the local cloud (emulator and issuer). Both outlive us, and keep their state. */
export const upCloud = (request: UpRequest): Promise<LocalCloud> =>
  holdLock(lockOf(request.root), () => startMissing(request));

/** Stops the local cloud with every function worker; answers whether anything ran. Its state and ports are kept. */
export const downCloud = ({ root }: { readonly root: string }): Promise<boolean> =>
  holdLock(lockOf(root), async () => {
    const record = readCloudRecord(root);
    if (record === undefined) return false;
    const ran = PROCESSES.some((name) => stillRuns(record, name));
    await Promise.all(
      PROCESSES.map((name) => stopGroup({ pid: record.pids[name], identity: record.identities[name] })),
    );
    const unpacked = join(root, '.sluice', 'tmp', String(portOf(record.cloud_url)));
    rmSync(unpacked, { recursive: true, force: true });
    return ran;
  });
