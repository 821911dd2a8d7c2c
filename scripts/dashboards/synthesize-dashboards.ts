import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { Dashboard } from './dashboard.ts';
import { parseDashboard } from './parse-dashboard.ts';

const printedSchema = z.array(z.object({ name: z.string(), body: z.unknown() }));
const MAX_BYTES = 64 * 1024 * 1024;

/** The dashboards of the templates for AWS. In a process of its own: the CDK is compiled by rules of its own. */
export async function synthesizeDashboards(root: string): Promise<readonly Dashboard[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'infra', 'print-dashboards.ts')], {
    cwd: root,
    maxBuffer: MAX_BYTES,
  });
  return z.parse(printedSchema, JSON.parse(stdout)).map(({ name, body }) => parseDashboard(name, body));
}
