import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ENTRY = `${import.meta.dirname}/fake-claude.ts`;

it('the fake as a process prints its address, serves, and ends when told', async () => {
  const child = spawn(process.execPath, [ENTRY, '--behave', 'overload', '--seed', '5']);
  const [line] = await once(child.stdout, 'data');
  const { url, ...rest } = JSON.parse(String(line));
  expect(rest).toEqual({ behave: 'overload', seed: 5 });
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'k', 'anthropic-version': '2026-10-21', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] }),
  });
  expect(response.status).toBe(529);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('the fake as a process knows its behaviours', async () => {
  const run = promisify(execFile)(process.execPath, [ENTRY, '--behave', 'nicely']);
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('mix or one of answer, obey') });
});
