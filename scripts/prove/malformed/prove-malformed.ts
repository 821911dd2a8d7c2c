import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ROUTES, type Route } from '@sluice/contracts';
import { type InstalledTool, installPythonTool } from '../../install-python-tool.ts';
import { type ProofCloud, ROOT, startCloud, stopCloud } from '../local-cloud.ts';
import type { ProofOptions } from '../proof.ts';
import { attackOperation, type Outcome } from './attack-operation.ts';
import { makeReal } from './make-real.ts';
import { summarize } from './summarize.ts';

const EACH = 1000;
/** The cloud is busy with one, and what thinks of requests with the other. */
const AT_ONCE = 6;

/** Schemathesis, as the strongest caller each route lets in, sends 1,000 malformed requests to every operation of our document. */
export async function proveMalformed({ seed, only }: ProofOptions): Promise<boolean> {
  const tool = await installPythonTool('schemathesis', '4.32.5', 'schemathesis');
  const folder = join(ROOT, '.sluice', 'proofs', 'malformed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const chosen = ALL_ROUTES.filter(({ operationId }) => only === undefined || operationId.includes(only));
  try {
    const cloud = await startCloud();
    const started = performance.now();
    const outcomes = new Map<string, Outcome>();
    const waiting = [...chosen];
    const worker = async () => {
      for (let route = waiting.shift(); route !== undefined; route = waiting.shift()) {
        const outcome = await attack(route, { cloud, tool, folder, seed });
        outcomes.set(route.operationId, outcome);
        report(route.operationId, outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const seconds = Math.round((performance.now() - started) / 1000);
    const summary = summarize(new Map(chosen.map(({ operationId: id }) => [id, outcomes.get(id)])), EACH);
    console.log(JSON.stringify({ ...summary, seconds }, null, 2));
    return summary.holds;
  } finally {
    await stopCloud();
  }
}

type Setting = { cloud: ProofCloud; tool: InstalledTool; folder: string; seed: number };

/** In a tenant of its own: what one operation does to its tenant is nothing to the others. */
async function attack(route: Route, { cloud, tool, folder, seed }: Setting) {
  const { operationId, auth } = route;
  const tenant = `malformed-${operationId.toLowerCase()}`;
  const real = await makeReal(route, cloud, tenant);
  const token = await cloud.tokenOf(auth.kind === 'operator' ? 'operator' : 'admin', tenant);
  const mode = hasInput(route) ? 'negative' : 'positive';
  return attackOperation(tool, { operationId, apiUrl: cloud.apiUrl, token, real, mode, requests: EACH, seed, folder });
}

/** Whether any of what it takes has a schema: the id of a request may be any text. */
function hasInput({ params, query, body, idempotency }: Route): boolean {
  return params !== undefined || query !== undefined || body !== undefined || idempotency !== 'natural';
}

function report(operationId: string, { requests, seconds, statuses, failures, output }: Outcome): void {
  const answers = Object.entries(statuses).map(([status, count]) => `${status} ×${count}`);
  const mark = failures.length === 0 ? '✔' : '✖';
  console.error(`${mark} ${operationId.padEnd(22)} ${requests} requests in ${seconds} s: ${answers.join(', ')}`);
  if (failures.length > 0) console.error(output);
}
