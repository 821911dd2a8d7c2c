import { describe, expect, it, vi } from 'vitest';
import { readFunctionLogs } from './read-function-logs.ts';

const CLOUD = 'http://127.0.0.1:4566';
const GROUP = { logGroups: [{ logGroupName: '/sluice/dev/upload/api' }] };

/** Answers one after the other; gives what was asked, each with the action and its input. */
function answering(...answers: { status?: number; body: object }[]) {
  const asked: unknown[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const answer = answers[asked.length];
    asked.push([new Headers(init?.headers).get('x-amz-target'), JSON.parse(String(init?.body))]);
    return new Response(JSON.stringify(answer?.body), { status: answer?.status ?? 200 });
  });
  return asked;
}

describe('the logs of the functions', () => {
  it('are read to their end, page by page', async () => {
    const asked = answering(
      { body: GROUP },
      { body: { events: [{ timestamp: 1, message: 'a' }], nextToken: 'more' } },
      { body: { events: [{ timestamp: 2, message: 'b' }], nextToken: null } },
    );

    expect(await readFunctionLogs(CLOUD, 1000)).toEqual([
      {
        group: '/sluice/dev/upload/api',
        lines: [
          { at: 1, message: 'a' },
          { at: 2, message: 'b' },
        ],
      },
    ]);
    expect(asked).toEqual([
      ['Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: '/sluice/' }],
      ['Logs_20140328.FilterLogEvents', expect.objectContaining({ startTime: 1000 })],
      ['Logs_20140328.FilterLogEvents', expect.objectContaining({ startTime: 1000, nextToken: 'more' })],
    ]);
  });

  it('that cannot be read are an error with what the cloud said', async () => {
    answering({ body: GROUP }, { status: 500, body: { message: 'no such log' } });

    await expect(readFunctionLogs(CLOUD, 0)).rejects.toThrow(/FilterLogEvents answered 500: .*no such log/);
  });
});
