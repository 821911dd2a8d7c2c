import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { waitUntil } from '../../localstack/processes/wait-until.ts';
import { createFunction } from './local-cloud/create-function.ts';
import { createMachine, executionEnd, runMachine, startMachine } from './local-cloud/run-machine.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';
import { createQueue, receiveJson, type TestQueue } from './local-cloud/use-queue.ts';

const Job = z.object({ token: z.string() });

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** A task that puts its token on `queue` and waits. */
const onQueue = (queue: TestQueue, fields: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token', 'input.$': '$' } },
  End: true,
  ...fields,
});
const nextToken = async (queue: TestQueue) => Job.parse(await receiveJson(cloud, queue)).token;
const succeed = (taskToken: string, output: unknown) =>
  cloud.sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));

describe.concurrent('a task that waits on a queue with its token', () => {
  it('goes on with what the worker answers', async () => {
    const queue = await createQueue(cloud, 'answered');
    const machine = await createMachine(cloud, 'answered', { Job: onQueue(queue) });
    const execution = await startMachine(cloud, machine);
    await succeed(await nextToken(queue), { pages: 3 });
    expect(await executionEnd(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: { pages: 3 } });
  });

  it('fails at once, under the name the worker gives, and a catcher sees that name', async () => {
    const queue = await createQueue(cloud, 'refused');
    const machine = await createMachine(cloud, 'refused', {
      Job: onQueue(queue, {
        TimeoutSeconds: 600,
        Catch: [{ ErrorEquals: ['Unreadable'], ResultPath: '$.failure', Next: 'Caught' }],
      }),
      Caught: { Type: 'Pass', End: true },
    });
    const execution = await startMachine(cloud, machine);
    const taskToken = await nextToken(queue);
    await cloud.sfn.send(new SendTaskFailureCommand({ taskToken, error: 'Unreadable', cause: 'not a PDF' }));
    expect((await executionEnd(cloud, execution)).output).toEqual({
      failure: { Error: 'Unreadable', Cause: 'not a PDF' },
    });
  });

  it.each([
    ['TimeoutSeconds', { TimeoutSeconds: 1 }],
    ['TimeoutSecondsPath', { TimeoutSecondsPath: '$.limit' }],
  ])('ends with States.Timeout after %s when nobody answers', async (field, limit) => {
    const queue = await createQueue(cloud, `unanswered-${field}`);
    const machine = await createMachine(cloud, `unanswered-${field}`, { Job: onQueue(queue, limit) });
    expect(await runMachine(cloud, machine, { limit: 1 })).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('ends with States.HeartbeatTimeout when the worker falls silent, long before its timeout', async () => {
    const queue = await createQueue(cloud, 'silent');
    const machine = await createMachine(cloud, 'silent', {
      Job: onQueue(queue, { TimeoutSeconds: 600, HeartbeatSeconds: 1 }),
    });
    expect(await runMachine(cloud, machine)).toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
  });

  it('lives past its heartbeat limit while the worker sends heartbeats', async () => {
    const queue = await createQueue(cloud, 'beating');
    const machine = await createMachine(cloud, 'beating', {
      Job: onQueue(queue, { TimeoutSeconds: 600, HeartbeatSeconds: 1 }),
    });
    const execution = await startMachine(cloud, machine);
    const taskToken = await nextToken(queue);
    const until = performance.now() + 2500;
    while (performance.now() < until) {
      await cloud.sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await succeed(taskToken, {});
    expect((await executionEnd(cloud, execution)).status).toBe('SUCCEEDED');
  });

  it('is caught by States.Timeout when a heartbeat is missed', async () => {
    const queue = await createQueue(cloud, 'missed');
    const machine = await createMachine(cloud, 'missed', {
      Job: onQueue(queue, {
        HeartbeatSeconds: 1,
        TimeoutSeconds: 600,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Caught' }],
      }),
      Caught: { Type: 'Pass', Result: 'caught', End: true },
    });
    expect((await runMachine(cloud, machine)).output).toBe('caught');
  });

  it('hands out a new token with each retry, and the old one is stale', async () => {
    const queue = await createQueue(cloud, 'retried');
    const machine = await createMachine(cloud, 'retried', {
      Job: onQueue(queue, { Retry: [{ ErrorEquals: ['Passing'], IntervalSeconds: 1, MaxAttempts: 1 }] }),
    });
    const execution = await startMachine(cloud, machine);
    const first = await nextToken(queue);
    await cloud.sfn.send(new SendTaskFailureCommand({ taskToken: first, error: 'Passing' }));
    const second = await nextToken(queue);
    expect(second).not.toBe(first);
    await expect(succeed(first, {})).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
    await succeed(second, { attempt: 2 });
    expect((await executionEnd(cloud, execution)).output).toEqual({ attempt: 2 });
  });

  it('refuses an answer that is not JSON, and goes on waiting', async () => {
    const queue = await createQueue(cloud, 'garbled');
    const machine = await createMachine(cloud, 'garbled', { Job: onQueue(queue) });
    const execution = await startMachine(cloud, machine);
    const taskToken = await nextToken(queue);
    await expect(cloud.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{not json' }))).rejects.toMatchObject({
      name: 'InvalidOutput',
    });
    await succeed(taskToken, { well: 'formed' });
    expect((await executionEnd(cloud, execution)).output).toEqual({ well: 'formed' });
  });

  it('lets go of the token when the execution is stopped', async () => {
    const queue = await createQueue(cloud, 'stopped');
    const machine = await createMachine(cloud, 'stopped', { Job: onQueue(queue) });
    const execution = await startMachine(cloud, machine);
    const token = await nextToken(queue);
    await cloud.sfn.send(new StopExecutionCommand({ executionArn: execution }));
    expect((await executionEnd(cloud, execution)).status).toBe('ABORTED');
    const refusal = () => succeed(token, {}).then(String, (error: Error) => error.name);
    await waitUntil('the token is refused', async () => (await refusal()) === 'TaskDoesNotExist', { timeoutMs: 5000 });
  });
});

describe.concurrent('a task that calls a function', () => {
  const invoke = (name: string, fields: Record<string, unknown> = {}) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: name, 'Payload.$': '$' },
    ResultSelector: { 'payload.$': '$.Payload' },
    End: true,
    ...fields,
  });

  it('is retried by the name of the error it throws, with the rule that names it', async () => {
    const fn = await createFunction(
      cloud,
      'contended',
      `note({ call: true });
       if (notes().length < 3) throw named('HistoryContended', 'try again');
       return { attempts: notes().length };`,
    );
    const machine = await createMachine(cloud, 'contended', {
      Step: invoke(fn.name, {
        Retry: [
          { ErrorEquals: ['SomethingElse'], MaxAttempts: 0 },
          { ErrorEquals: ['HistoryContended'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 5 },
        ],
      }),
    });
    expect((await runMachine(cloud, machine)).output).toEqual({ payload: { attempts: 3 } });
  });

  it('fails under the name of an error no rule names, with its message as JSON', async () => {
    const fn = await createFunction(cloud, 'broken', `note({}); throw new TypeError('x is not a function');`);
    const machine = await createMachine(cloud, 'broken', {
      Step: invoke(fn.name, { Retry: [{ ErrorEquals: ['HistoryContended'], MaxAttempts: 5 }] }),
    });
    const end = await runMachine(cloud, machine);
    expect(end).toMatchObject({ status: 'FAILED', error: 'TypeError' });
    expect(JSON.parse(end.cause ?? '')).toMatchObject({ errorType: 'TypeError', errorMessage: 'x is not a function' });
    expect(fn.journal()).toHaveLength(1);
  });

  it('fails with Runtime.ExitError when its process dies', async () => {
    const fn = await createFunction(cloud, 'dying', `process.kill(process.pid, 'SIGKILL');`);
    const machine = await createMachine(cloud, 'dying', { Step: invoke(fn.name) });
    expect(await runMachine(cloud, machine)).toMatchObject({ status: 'FAILED', error: 'Runtime.ExitError' });
  });

  it('fails at once when it waits for a token and the function that was to hand it on throws', async () => {
    const fn = await createFunction(cloud, 'clumsy', `throw named('QueueFull', 'no room');`);
    const machine = await createMachine(cloud, 'clumsy', {
      Step: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: fn.name, Payload: { 'token.$': '$$.Task.Token' } },
        TimeoutSeconds: 600,
        End: true,
      },
    });
    expect(await runMachine(cloud, machine)).toMatchObject({ status: 'FAILED', error: 'QueueFull' });
  });
});

describe('an execution', () => {
  it('waits for a person for as long as it takes, and goes on with the decision', async () => {
    const ask = await createFunction(cloud, 'ask', `note({ token: event.token });`);
    const machine = await createMachine(cloud, 'review', {
      Review: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: ask.name, Payload: { 'token.$': '$$.Task.Token' } },
        ResultPath: '$.review',
        Next: 'Approved?',
      },
      'Approved?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.review.decision', StringEquals: 'approved', Next: 'Publish' }],
        Default: 'Reject',
      },
      Publish: { Type: 'Pass', Result: 'published', End: true },
      Reject: { Type: 'Pass', Result: 'rejected', End: true },
    });
    const execution = await startMachine(cloud, machine);
    await expect.poll(() => ask.journal(), { timeout: 10_000 }).toHaveLength(1);
    await succeed(z.string().parse(ask.journal()[0]?.token), { decision: 'approved' });
    expect((await executionEnd(cloud, execution)).output).toBe('published');
  });

  it('is started once under one name: the same input answers the same execution, another one is refused', async () => {
    const queue = await createQueue(cloud, 'once');
    const machine = await createMachine(cloud, 'once', { Job: onQueue(queue) });
    const start = (input: string) =>
      cloud.sfn.send(new StartExecutionCommand({ stateMachineArn: machine, name: 'file-1.1.1', input }));
    const first = await start('{"a":1}');
    expect((await start('{"a":1}')).executionArn).toBe(first.executionArn);
    await expect(start('{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await succeed(await nextToken(queue), {});
    await executionEnd(cloud, first.executionArn ?? '');
    await expect(start('{"a":1}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('refuses a name that Step Functions refuses', async () => {
    const machine = await createMachine(cloud, 'named', { Only: { Type: 'Pass', End: true } });
    await expect(
      cloud.sfn.send(new StartExecutionCommand({ stateMachineArn: machine, name: 'tenant/file' })),
    ).rejects.toMatchObject({ name: 'InvalidName' });
  });

  it('ends as TIMED_OUT after the time the machine allows', async () => {
    const queue = await createQueue(cloud, 'overdue');
    const machine = await createMachine(cloud, 'overdue', { Job: onQueue(queue) }, { TimeoutSeconds: 1 });
    expect((await runMachine(cloud, machine)).status).toBe('TIMED_OUT');
  });

  it('fails with the first branch of a Parallel state, without waiting for the others', async () => {
    const queue = await createQueue(cloud, 'branch');
    const machine = await createMachine(cloud, 'branches', {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Wait', States: { Wait: onQueue(queue) } },
          { StartAt: 'Fail', States: { Fail: { Type: 'Fail', Error: 'Broken' } } },
        ],
        End: true,
      },
    });
    expect(await runMachine(cloud, machine)).toMatchObject({ status: 'FAILED', error: 'Broken' });
  });

  it('starts without a wait that would drown what it does', async () => {
    const quick = await createMachine(cloud, 'quick', { Only: { Type: 'Pass', End: true } });
    const second = await createMachine(cloud, 'second', { Wait: { Type: 'Wait', Seconds: 1, End: true } });
    const durations = [await runMachine(cloud, quick), await runMachine(cloud, quick), await runMachine(cloud, quick)];
    const fastest = Math.min(...durations.map((end) => end.durationMs));
    expect(fastest / (await runMachine(cloud, second)).durationMs).toBeLessThan(0.1);
  });
});
