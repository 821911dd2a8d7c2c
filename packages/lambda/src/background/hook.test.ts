import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createLog } from '../log/create-log.ts';
import { hook } from './hook.ts';

const schema = z.object({ request: z.object({ user: z.string() }) });
const event = { version: '2', request: { user: 'ada', groups: ['a'] }, response: { claims: null } };

function hooked(handle: (user: string) => Promise<object>) {
  const lines: string[] = [];
  const log = createLog({ service: 'access', write: (line) => lines.push(line) });
  const run = hook({
    service: 'access',
    name: 'add-claims',
    schema,
    handle: ({ input }) => handle(input.request.user),
    log,
  });
  return {
    run: (given: unknown = event) => run(given, { awsRequestId: 'i1' }),
    logged: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

describe('a hook', () => {
  it('answers the whole event, parts it never looked at too, with its response', async () => {
    const { run } = hooked(async (user) => ({ claims: { user } }));

    expect(await run()).toEqual({ ...event, response: { claims: { user: 'ada' } } });
  });

  it('writes one line with its duration', async () => {
    const { run, logged } = hooked(async () => ({}));

    await run();

    expect(logged()).toMatchObject([{ operation: 'add-claims', request_id: 'i1', Requests: 1 }]);
  });

  it('stops what it was called from when it fails', async () => {
    const { run } = hooked(async () => {
      throw new Error('no table');
    });

    await expect(run()).rejects.toThrow('no table');
  });

  it.each([null, 'text', {}, { request: {} }])('refuses an event of another shape: %j', async (other) => {
    await expect(hooked(async () => ({})).run(other)).rejects.toMatchObject({ name: 'InvalidInputError' });
  });
});
