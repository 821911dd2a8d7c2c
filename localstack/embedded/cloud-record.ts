import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { processIdentity } from '../processes/process-identity.ts';

const Processes = <T extends z.core.$ZodType>(value: T) => z.object({ emulator: value, issuer: value });

const CloudRecord = z.object({
  cloud_url: z.url(),
  issuer_url: z.url(),
  pids: Processes(z.number()),
  /** When each process was started, as the system tells it: a pid alone may be someone else's by now. */
  identities: Processes(z.string()),
  started_at: z.string(),
});
export type CloudRecord = z.infer<typeof CloudRecord>;
export type CloudProcess = keyof CloudRecord['pids'];

const fileOf = (root: string): string => join(root, '.sluice', 'cloud.json');

/** What `upCloud` noted, or undefined when there is nothing or nothing that can be read. */
export const readCloudRecord = (root: string): CloudRecord | undefined => {
  try {
    return CloudRecord.parse(JSON.parse(readFileSync(fileOf(root), 'utf8')));
  } catch {
    return undefined;
  }
};

export const writeCloudRecord = (root: string, record: CloudRecord): void => {
  writeFileSync(`${fileOf(root)}.part`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${fileOf(root)}.part`, fileOf(root));
};

/** Whether the process that was noted is the one that has its pid now. */
export const stillRuns = (record: CloudRecord, name: CloudProcess): boolean =>
  processIdentity(record.pids[name]) === record.identities[name];
