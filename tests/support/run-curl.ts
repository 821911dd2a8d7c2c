import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const hasCurl = spawnSync('curl', ['--version']).status === 0;

export type CurlAnswer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any;
  readonly redirects: number;
};

/** One curl command; its last answer, whatever its status. Rejects when curl itself fails. */
export async function runCurl(args: readonly string[]): Promise<CurlAnswer> {
  const format = '\n%{http_code} %{num_redirects} %{header_json}';
  const { stdout } = await run(
    'curl',
    ['--silent', '--show-error', '--max-time', '60', '--write-out', format, ...args],
    {
      maxBuffer: 1024 ** 2,
    },
  );
  const [, text = '', status, redirects, headers = '{}'] = /^([\s\S]*)\n(\d{3}) (\d+) (\{[\s\S]*)$/.exec(stdout) ?? [];
  const list: Record<string, string[]> = JSON.parse(headers);
  return {
    status: Number(status),
    redirects: Number(redirects),
    headers: new Headers(
      Object.entries(list).flatMap(([name, values]) => values.map((value) => [name, value] as [string, string])),
    ),
    body: /^[{[]/.test(text) ? JSON.parse(text) : text,
  };
}
