import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findNode } from '../embedded/find-node.ts';
import { prepareStateFolder } from '../embedded/state-folder.ts';
import { findFreePort } from '../processes/find-free-port.ts';
import { startDetached } from '../processes/start-detached.ts';
import { stopGroup } from '../processes/stop-group.ts';
import { waitUntil } from '../processes/wait-until.ts';

export class IssuerStartError extends Error {
  override readonly name = 'IssuerStartError';
}

export type RunningIssuer = {
  /** `http://<host>:<port>`: the `iss` of its tokens. */
  readonly issuerUrl: string;
  readonly port: number;
  readonly pid: number;
  /** See processIdentity. */
  readonly identity: string;
  readonly logFile: string;
  readonly stop: () => Promise<void>;
};

const isHealthy = async (issuerUrl: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${issuerUrl}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(1000) });
    return answer.ok;
  } catch {
    return false;
  }
};

/**
 * Starts the local OpenID Connect issuer, on one address only, as a process that outlives us.
 * Its signing key is kept in `<root>/.sluice/issuer`. `port` falls back to a free one. @default 4570
 * `host` is an address of this machine that functions can reach. @default 127.0.0.1
 */
export const startIssuer = async (request: {
  readonly root: string;
  readonly port?: number;
  readonly host?: string;
}): Promise<RunningIssuer> => {
  const folder = prepareStateFolder(request.root);
  mkdirSync(join(folder, 'issuer'), { recursive: true });
  const port = await findFreePort(request.port ?? 4570);
  const host = request.host ?? '127.0.0.1';
  const issuerUrl = `http://${host}:${port}`;
  const logFile = join(folder, 'logs', `issuer-${port}.log`);
  const child = startDetached({
    command: findNode(),
    args: [
      join(import.meta.dirname, 'run-issuer.ts'),
      ...['--host', host, '--port', String(port), '--key-file', join(folder, 'issuer', 'key.json')],
    ],
    cwd: folder,
    env: {},
    logFile,
  });
  const stop = () => stopGroup(child);
  try {
    await waitUntil(
      `the issuer answers on ${issuerUrl}`,
      () => {
        if (child.exit() !== undefined) throw new IssuerStartError(`it ended with ${child.exit()}`);
        return isHealthy(issuerUrl);
      },
      { timeoutMs: 20_000 },
    );
  } catch (cause) {
    await stop();
    throw new IssuerStartError(`the local issuer did not start, its log (${logFile}) ends with:\n${child.lastLog()}`, {
      cause,
    });
  }
  return { issuerUrl, port, pid: child.pid, identity: child.identity, logFile, stop };
};
