import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { startIssuer } from '../issuer/start-issuer.ts';
import { processIdentity } from '../processes/process-identity.ts';
import { stopGroup } from '../processes/stop-group.ts';

const Issuer = z.object({ issuer_url: z.string(), pid: z.number(), identity: z.string() });

/** An issuer beside a cloud that is not ours has a folder of its own: the local cloud has one already. */
const folderOf = (root: string): string => join(root, '.sluice', 'endpoint');
const fileOf = (root: string): string => join(folderOf(root), 'issuer.json');

const read = (root: string): z.infer<typeof Issuer> | undefined => {
  try {
    const issuer = z.parse(Issuer, JSON.parse(readFileSync(fileOf(root), 'utf8')));
    return processIdentity(issuer.pid) === issuer.identity ? issuer : undefined;
  } catch {
    return undefined;
  }
};

export const endpointIssuerUrl = (root: string): string | undefined => read(root)?.issuer_url;

/**
 * The issuer beside a cloud that runs elsewhere, started when there is none; `wanted` is the URL it should have. `host` is
 * where the functions of that cloud reach it: in containers, 127.0.0.1 is their own.
 */
export const ensureEndpointIssuer = async (
  root: string,
  wanted: string | undefined,
  host = '127.0.0.1',
): Promise<{ issuerUrl: string; started: boolean }> => {
  const running = read(root);
  if (running !== undefined && new URL(running.issuer_url).hostname === host)
    return { issuerUrl: running.issuer_url, started: false };
  if (running !== undefined) await stopGroup(running);
  const port = Number(wanted === undefined ? '' : new URL(wanted).port) || 4571;
  mkdirSync(folderOf(root), { recursive: true });
  const issuer = await startIssuer({ root: folderOf(root), port, host });
  writeFileSync(
    fileOf(root),
    JSON.stringify({ issuer_url: issuer.issuerUrl, pid: issuer.pid, identity: issuer.identity }),
  );
  return { issuerUrl: issuer.issuerUrl, started: true };
};

/** Stops it; answers whether it ran. */
export const stopEndpointIssuer = async (root: string): Promise<boolean> => {
  const issuer = read(root);
  if (issuer !== undefined) await stopGroup(issuer);
  rmSync(fileOf(root), { force: true });
  return issuer !== undefined;
};
