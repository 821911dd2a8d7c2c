import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createLog } from '../log/create-log.ts';
import { type Json, type StepCall, step } from './step.ts';

const schema = z.object({ file_id: z.string(), run: z.int() });
const input = { file_id: 'f1', run: 1, correlation_id: 'c-1' };

function task<Output extends Json>(handle: (call: StepCall<z.infer<typeof schema>>) => Promise<Output>) {
  const lines: string[] = [];
  const log = createLog({ service: 'inspect', write: (line) => lines.push(line) });
  const run = step({ service: 'inspect', name: 'inspect-file', schema, handle, log });
  return {
    run: (event: unknown = input, context = {}) => run(event, { awsRequestId: 'i1', ...context }),
    logged: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

describe('a task of a state machine', () => {
  it('is given its parsed input and answers JSON', async () => {
    const { run } = task(async ({ input: { file_id, run: count }, correlationId }) => ({
      file_id,
      count,
      correlationId,
    }));

    expect(await run()).toEqual({ file_id: 'f1', count: 1, correlationId: 'c-1' });
  });

  it('answers null for nothing: an invocation without an answer never ends on some clouds', async () => {
    expect(await task(async () => undefined).run()).toBeNull();
  });

  it('writes one line with its duration, joined to the request that started it', async () => {
    const { run, logged } = task(async ({ log }) => {
      log.info('looking');
      return null;
    });

    await run();

    expect(logged()).toMatchObject([
      { message: 'looking', correlation_id: 'c-1', request_id: 'i1' },
      {
        message: 'inspect-file',
        correlation_id: 'c-1',
        operation: 'inspect-file',
        Requests: 1,
        Duration: expect.any(Number),
      },
    ]);
    expect(logged()).toHaveLength(2);
  });

  it('fails under the literal name of the error, as the machine’s Catch matches it', async () => {
    const { run, logged } = task(async () => {
      throw Object.assign(new Error('torn'), { name: 'ContentChangedError' });
    });

    await expect(run()).rejects.toMatchObject({ name: 'ContentChangedError', message: 'torn' });
    expect(logged()).toMatchObject([
      { level: 'ERROR', message: 'inspect-file failed', error: { name: 'ContentChangedError' } },
      { message: 'inspect-file', ServerErrors: 1 },
    ]);
  });

  it.each([undefined, null, 'f1', {}, { file_id: 'f1', run: '1' }])(
    'fails as InvalidInputError for %j',
    async (event) => {
      const { run } = task(async () => null);

      // Not through the default: undefined is one of the inputs.
      await expect(event === undefined ? run(null) : run(event)).rejects.toMatchObject({ name: 'InvalidInputError' });
    },
  );

  it('fails as TimeoutError shortly before the function would be killed', async () => {
    const { run } = task(() => new Promise<null>(() => undefined));

    await expect(run(input, { getRemainingTimeInMillis: () => 510 })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('may carry no correlation id', async () => {
    expect(await task(async ({ correlationId }) => correlationId).run({ file_id: 'f1', run: 1 })).toBe('');
  });
});
