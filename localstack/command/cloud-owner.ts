import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { processIdentity } from '../processes/process-identity.ts';

const Owner = z.object({ pid: z.number(), identity: z.string() });
const fileOf = (root: string): string => join(root, '.sluice', 'owner.json');

/** Notes who means to stop the cloud again; nobody, when it is to stay until it is told to stop. */
export const noteOwner = (root: string, pid: number | undefined): void => {
  const identity = pid === undefined ? undefined : processIdentity(pid);
  if (identity === undefined) rmSync(fileOf(root), { force: true });
  else writeFileSync(fileOf(root), JSON.stringify({ pid, identity }));
};

/** Whether the cloud had an owner that has ended without stopping it. */
export const wasAbandoned = (root: string): boolean => {
  try {
    const { pid, identity } = z.parse(Owner, JSON.parse(readFileSync(fileOf(root), 'utf8')));
    return processIdentity(pid) !== identity;
  } catch {
    return false;
  }
};
