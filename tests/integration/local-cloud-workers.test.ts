import { CreateEventSourceMappingCommand, InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../localstack/processes/wait-until.ts';
import { createFunction, type TestFunction } from './local-cloud/create-function.ts';
import { createMachine, executionEnd, runMachine, startMachine } from './local-cloud/run-machine.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';
import { createQueue, type TestQueue } from './local-cloud/use-queue.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** Feeds the queue's messages to the function, one a call. */
const consume = (queue: TestQueue, worker: TestFunction, options: { readonly maximumConcurrency?: number } = {}) =>
  cloud.lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: queue.arn,
      FunctionName: worker.name,
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...(options.maximumConcurrency === undefined
        ? {}
        : { ScalingConfig: { MaximumConcurrency: options.maximumConcurrency } }),
    }),
  );

/** A machine of one job on the queue. Its limit is far beyond the test's, so only an answer can end it. */
const jobMachine = (name: string, queue: TestQueue) =>
  createMachine(cloud, name, {
    Job: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      TimeoutSeconds: 900,
      HeartbeatSeconds: 890,
      Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token', 'job.$': '$' } },
      End: true,
    },
  });

/** Waits until the function noted what is asked for. */
const noted = (worker: TestFunction, enough: (entries: ReturnType<TestFunction['journal']>) => boolean) =>
  waitUntil(`${worker.name} noted enough`, () => enough(worker.journal()), { timeoutMs: 15_000 });

const READ = `const { messageId, body, attributes } = event.Records[0]; const { token, job } = JSON.parse(body);`;

describe.concurrent('a worker behind a queue', () => {
  it('answers the token of its job', async () => {
    const queue = await createQueue(cloud, 'good');
    const worker = await createFunction(cloud, 'good', `${READ} await answer(token, { doubled: job.n * 2 });`);
    await consume(queue, worker);
    const end = await runMachine(cloud, await jobMachine('good', queue), { n: 21 });
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: { doubled: 42 } });
  });

  it('gets the same job with the same token again when kill -9 takes it in the middle', async () => {
    const queue = await createQueue(cloud, 'killed', { visibility: 1 });
    const worker = await createFunction(
      cloud,
      'killed',
      `${READ}
       note({ messageId, token, pid: process.pid, receives: attributes.ApproximateReceiveCount });
       if (notes().length === 1) process.kill(process.pid, 'SIGKILL');
       await answer(token, 'done');`,
    );
    await consume(queue, worker);
    const end = await runMachine(cloud, await jobMachine('killed', queue));
    expect(end).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
    const [first, second, ...more] = worker.journal();
    expect(more).toEqual([]);
    expect(second).toMatchObject({ messageId: first?.messageId, token: first?.token, receives: '2' });
    expect(second?.pid).not.toBe(first?.pid);
  });

  it('gets a job again that it reports as failed, and others of its batch not', async () => {
    const queue = await createQueue(cloud, 'partly', { visibility: 1 });
    const worker = await createFunction(
      cloud,
      'partly',
      `const failed = [];
       for (const { messageId, body } of event.Records) {
         const before = notes().filter((entry) => entry.body === body).length;
         note({ body });
         if (body === 'bad' && before === 0) failed.push({ itemIdentifier: messageId });
       }
       return { batchItemFailures: failed };`,
    );
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'bad' }));
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'good' }));
    await cloud.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: queue.arn,
        FunctionName: worker.name,
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      }),
    );
    const bodies = () => worker.journal().map((entry) => entry.body);
    await noted(worker, (entries) => entries.filter((entry) => entry.body === 'bad').length === 2);
    expect(bodies().filter((body) => body === 'good')).toHaveLength(1);
  });

  it.each([
    ['throws', `throw named('Poison', 'cannot be read');`],
    ['dies', `process.kill(process.pid, 'SIGKILL');`],
  ])(
    'that %s on every try leaves the job to the dead letters, whose consumer fails the file at once',
    async (how, crash) => {
      const dead = await createQueue(cloud, `dead-${how}`);
      const queue = await createQueue(cloud, `poison-${how}`, { visibility: 1, deadLetters: dead, maxReceives: 2 });
      const worker = await createFunction(cloud, `poison-${how}`, `note({}); ${crash}`);
      const undertaker = await createFunction(
        cloud,
        `undertaker-${how}`,
        `${READ} note({ job }); await fail(token, 'WorkerGaveUp', 'kept for redrive');`,
      );
      await consume(queue, worker);
      await consume(dead, undertaker);
      const end = await runMachine(cloud, await jobMachine(`poison-${how}`, queue), { file: 'f1' });
      expect(end).toMatchObject({ status: 'FAILED', error: 'WorkerGaveUp', cause: 'kept for redrive' });
      expect(worker.journal()).toHaveLength(2);
      expect(undertaker.journal()).toEqual([{ job: { file: 'f1' } }]);
    },
  );

  it('never has more jobs at a time than its mapping allows', async () => {
    const queue = await createQueue(cloud, 'narrow');
    const worker = await createFunction(
      cloud,
      'narrow',
      `note({ at: Date.now(), step: 1 });
       await new Promise((resolve) => setTimeout(resolve, 100));
       note({ at: Date.now(), step: -1 });`,
    );
    for (const n of [1, 2, 3, 4, 5, 6]) {
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: String(n) }));
    }
    await consume(queue, worker, { maximumConcurrency: 2 });
    await noted(worker, (entries) => entries.length === 12);
    let running = 0;
    const levels = worker.journal().map((entry) => (running += Number(entry.step)));
    expect(Math.max(...levels)).toBeLessThanOrEqual(2);
  });

  it('that is throttled is retried under the name AWS gives it', async () => {
    const worker = await createFunction(
      cloud,
      'throttled',
      `note({ start: true }); await new Promise((resolve) => setTimeout(resolve, 1500)); return 'done';`,
    );
    await cloud.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: worker.name, ReservedConcurrentExecutions: 1 }),
    );
    const call = {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: worker.name },
    };
    const patient = await createMachine(cloud, 'patient', {
      Step: {
        ...call,
        Retry: [
          {
            ErrorEquals: ['Lambda.TooManyRequestsException'],
            IntervalSeconds: 1,
            BackoffRate: 1,
            MaxAttempts: 9,
          },
        ],
        ResultSelector: { 'answer.$': '$.Payload' },
        End: true,
      },
    });
    const impatient = await createMachine(cloud, 'impatient', { Step: { ...call, End: true } });
    const holder = await startMachine(cloud, patient);
    await noted(worker, (entries) => entries.length === 1);
    const waiting = await startMachine(cloud, patient);
    expect(await runMachine(cloud, impatient)).toMatchObject({ error: 'Lambda.TooManyRequestsException' });
    expect((await executionEnd(cloud, holder)).output).toEqual({ answer: 'done' });
    expect((await executionEnd(cloud, waiting)).output).toEqual({ answer: 'done' });
  });
});

describe('a function that is called', () => {
  it('answers as soon when it logs nothing as when it does', async () => {
    const silent = await createFunction(cloud, 'silent', 'return 1;');
    const talking = await createFunction(cloud, 'talking', `console.log('hello'); return 1;`);
    const call = async (fn: TestFunction): Promise<number> => {
      const start = performance.now();
      await cloud.lambda.send(new InvokeCommand({ FunctionName: fn.name }));
      return performance.now() - start;
    };
    const times: { silent: number; talking: number }[] = [];
    for (let round = 0; round < 9; round += 1) times.push({ silent: await call(silent), talking: await call(talking) });
    const median = (values: number[]) => values.sort((a, b) => a - b)[4] ?? 0;
    expect(median(times.map((t) => t.silent)) / median(times.map((t) => t.talking))).toBeLessThan(3);
  });
});
