import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { runCommand } from '../../../localstack/processes/run-command.ts';
import type { InstalledTool } from '../../install-python-tool.ts';
import { ROOT } from '../local-cloud.ts';

/** Every answer is one the document names, in its form, and nothing malformed is taken. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

const countsSchema = z.record(z.string(), z.int());
const reportSchema = z.object({
  test_cases: z.object({ generated: z.int(), unique_failures: z.int(), errored: z.int() }),
  failures: z.array(z.object({ title: z.string(), count: z.int() })),
});
const seenSchema = z.object({ statuses: countsSchema, codes: countsSchema, real_paths: z.int() });

export type Attack = {
  readonly operationId: string;
  readonly apiUrl: string;
  readonly token: string;
  /** Of each path parameter, one that exists. */
  readonly real: Readonly<Record<string, string>>;
  /** `negative`: each is malformed somewhere; `positive`: for what has nothing that could be. */
  readonly mode: 'negative' | 'positive';
  readonly requests: number;
  readonly seed: number;
  /** Where reports are kept. */
  readonly folder: string;
};

export type Outcome = {
  readonly requests: number;
  readonly seconds: number;
  /** How many requests had nothing but real ids in their path. */
  readonly realPaths: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** The codes of the problems among them. */
  readonly codes: Readonly<Record<string, number>>;
  /** What was found, each with how often; empty when all is well. */
  readonly failures: readonly string[];
  /** What Schemathesis says of it, with a request to see each again. */
  readonly output: string;
};

/** Sends one operation malformed requests and answers what came back. */
export async function attackOperation(tool: InstalledTool, attack: Attack): Promise<Outcome> {
  const { operationId, apiUrl, token, real, mode, requests, seed, folder } = attack;
  const reportPath = join(folder, `${operationId}.json`);
  const seenPath = join(folder, `${operationId}.seen.json`);
  const started = performance.now();
  const { output } = await runCommand(
    tool.command,
    [
      ...['--config-file', join(import.meta.dirname, 'schemathesis.toml')],
      ...['run', join(ROOT, 'docs', 'openapi.json'), '--url', apiUrl, '--include-operation-id', operationId],
      ...['-H', `Authorization: Bearer ${token}`, '--mode', mode, '--phases', 'fuzzing'],
      ...['--max-examples', String(requests), '--checks', CHECKS.join(','), '--continue-on-failure', '--no-shrink'],
      // What is known of one run would be shortened and sent again in place of something new.
      ...['--generation-database', 'none'],
      ...['--seed', String(seed), '--suppress-health-check', 'all'],
      // An answer may be held back for 20 seconds.
      ...['--request-timeout', '40'],
      ...['--report', 'json', '--report-json-path', reportPath],
    ],
    {
      cwd: folder,
      env: {
        ...tool.env,
        SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
        SLUICE_REAL: JSON.stringify(real),
        SLUICE_SEEN: seenPath,
      },
    },
  );
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const { test_cases, failures } = z.parse(reportSchema, read(reportPath));
  const { statuses, codes, real_paths } = z.parse(seenSchema, read(seenPath));
  return {
    requests: test_cases.generated,
    seconds: Math.round((performance.now() - started) / 1000),
    realPaths: real_paths,
    statuses,
    codes,
    failures: [
      ...failures.map(({ title, count }) => `${title} ×${count}`),
      ...(test_cases.errored > 0 ? [`${test_cases.errored} could not be sent`] : []),
    ],
    output,
  };
}
