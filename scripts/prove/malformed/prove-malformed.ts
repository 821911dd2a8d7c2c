import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ROUTES } from '@sluice/contracts';
import * as z from 'zod/mini';
import { runCommand } from '../../localstack/processes/run-command.ts';
import { installPythonTool } from '../install-python-tool.ts';
import { ROOT, startCloud, stopCloud } from './local-cloud.ts';
import type { ProofOptions } from './proof.ts';

const EACH = 1000;
/** Every answer is one the document names, in its form, and nothing malformed is taken. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

const reportSchema = z.object({
  test_cases: z.object({ generated: z.int(), unique_failures: z.int(), errored: z.int() }),
  operations: z.object({ tested: z.int() }),
  failures: z.array(z.object({ title: z.string(), count: z.int(), operations: z.array(z.string()) })),
});
type Report = z.infer<typeof reportSchema>;

/** Schemathesis, as the strongest caller each route lets in, sends 1,000 malformed requests to every operation of our document. */
export async function proveMalformed({ seed, only }: ProofOptions): Promise<boolean> {
  const tool = await installPythonTool('schemathesis', '4.32.5', 'schemathesis');
  const reports = join(ROOT, '.sluice', 'proofs', 'malformed');
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  try {
    const cloud = await startCloud();
    const results: Record<string, Report> = {};
    for (const route of ALL_ROUTES) {
      const { operationId, auth } = route;
      if (only !== undefined && !operationId.includes(only)) continue;
      const token = await cloud.tokenOf(auth.kind === 'operator' ? 'operator' : 'admin', 'malformed');
      const reportPath = join(reports, `${operationId}.json`);
      const { output } = await runCommand(
        tool.command,
        [
          ...['run', join(ROOT, 'docs', 'openapi.json'), '--url', cloud.apiUrl, '--include-operation-id', operationId],
          ...['-H', `Authorization: Bearer ${token}`, '--mode', 'negative', '--phases', 'fuzzing'],
          ...['--max-examples', String(EACH), '--checks', CHECKS.join(','), '--continue-on-failure', '--no-shrink'],
          ...['--seed', String(seed), '--suppress-health-check', 'all'],
          ...['--report', 'json', '--report-json-path', reportPath],
        ],
        { cwd: reports, env: tool.env },
      );
      const report = z.parse(reportSchema, JSON.parse(readFileSync(reportPath, 'utf8')));
      results[operationId] = report;
      const { generated, unique_failures } = report.test_cases;
      console.error(`${unique_failures === 0 ? '✔' : '✖'} ${operationId} ${generated} requests`);
      if (unique_failures > 0) console.error(output);
    }
    const all = Object.entries(results);
    const failed = all.filter(([, { test_cases }]) => test_cases.unique_failures + test_cases.errored > 0);
    const requests = all.reduce((sum, [, { test_cases }]) => sum + test_cases.generated, 0);
    // What takes nothing that could be malformed gets fewer: a path without parameters, a query or a body.
    const fewer = all.filter(([, { test_cases }]) => test_cases.generated < EACH).map(([name]) => name);
    console.log(JSON.stringify({ operations: all.length, requests, fewer_than_asked: fewer, failed }, null, 2));
    return all.length > 0 && failed.length === 0;
  } finally {
    await stopCloud();
  }
}
