import { createRequire } from 'node:module';
import {
  inspectionResultSchema,
  lifecycleInputSchema,
  lifecycleStartSchema,
  RESUME_STAGES,
  requestedJobSchema,
  reviewRequestSchema,
  routedJobSchema,
  stepVerdictSchema,
  understandingRequestedSchema,
} from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { FILE_LIFECYCLE, LIFECYCLE_STATES, LIFECYCLE_SUBSTITUTIONS } from './file-lifecycle.ts';
import { innerStates, parseStates, type State } from './testing/states.ts';
import { findMissing, tracePaths } from './testing/trace-paths.ts';

const states = parseStates(FILE_LIFECYCLE.States);
const stateOf = (name: string): State => {
  const state = states[name];
  if (state === undefined) throw new Error(`there is no state ${name}`);
  return state;
};
const job = innerStates(stateOf('Process')).Job;
const every: readonly (readonly [string, State])[] = [
  ...Object.entries(states),
  ...Object.entries(innerStates(stateOf('Process'))),
];
const tasks = every.filter(([, { Type }]) => Type === 'Task');
const input = new Set([
  ...Object.keys(lifecycleStartSchema.shape).map((field) => `$.${field}`),
  ...Object.keys(stepVerdictSchema.shape).map((field) => `$.step.${field}`),
]);
const payloadFields = ({ ResultSelector = {} }: State) =>
  Object.values(ResultSelector).map((path) => path.replace('$.Payload.', ''));

describe('the state machine of a file', () => {
  it('is valid Amazon States Language', () => {
    const validate: (definition: unknown) => { isValid: boolean; errors: unknown[] } = createRequire(import.meta.url)(
      'asl-validator',
    );
    // It writes into what it validates.
    expect(validate(structuredClone(FILE_LIFECYCLE))).toMatchObject({ isValid: true, errors: [] });
  });

  it('has the states of the flow, each of which can be reached', () => {
    expect(LIFECYCLE_STATES).toEqual([
      'From?',
      'Inspect',
      'Accepted?',
      'Process',
      'Understand',
      'Sure?',
      'Review',
      'ExpireReview',
      'Decided?',
      'Publish',
      'Reject',
      'Compensate',
      'Failed',
      'CompensationFailed',
    ]);
    expect([...tracePaths(states, FILE_LIFECYCLE.StartAt, input).keys()].sort()).toEqual([...LIFECYCLE_STATES].sort());
  });

  it('leaves open what its stack fills in, and nothing else', () => {
    const open = [...JSON.stringify(FILE_LIFECYCLE).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    expect([...new Set(open)].sort()).toEqual([...LIFECYCLE_SUBSTITUTIONS].sort());
  });

  it('reads only what every route to a state has made', () => {
    expect(findMissing(states, FILE_LIFECYCLE.StartAt, input)).toEqual([]);
  });

  it('gives a job what its item selector and its plan have', () => {
    const { shape } = routedJobSchema;
    const item = [
      ...Object.keys(stateOf('Process').ItemSelector ?? {}).map((key) => `$.${key.replace(/\.\$$/, '')}`),
      ...Object.keys(shape).map((field) => `$.job.${field}`),
    ];
    expect(findMissing(innerStates(stateOf('Process')), 'Job', new Set(item))).toEqual([]);
  });

  it('takes from an answer what the function promises', () => {
    expect(payloadFields(stateOf('Inspect')).toSorted()).toEqual(Object.keys(inspectionResultSchema.shape).toSorted());
    for (const name of ['Understand', 'Review', 'ExpireReview'])
      expect(payloadFields(stateOf(name)).map((field) => field.replace('$.', ''))).toEqual(
        Object.keys(stepVerdictSchema.shape),
      );
    expect(payloadFields(stateOf('Publish'))).toEqual(['status']);
    for (const name of ['Reject', 'Compensate']) expect(payloadFields(stateOf(name))).toEqual(['code', 'cause']);
  });

  it('tells every step the whole input', () => {
    for (const name of ['Inspect', 'Review', 'ExpireReview', 'Publish', 'Reject', 'Compensate']) {
      const payload = z.parse(z.record(z.string(), z.unknown()), stateOf(name).Parameters?.Payload);
      for (const field of Object.keys(lifecycleInputSchema.shape)) expect(payload[`${field}.$`]).toBe(`$.${field}`);
    }
  });
});

describe('an execution that takes up a file again', () => {
  it('begins at every stage there is, and at the first unless told otherwise', () => {
    const { Choices = [], Default } = stateOf('From?');
    expect([Default, ...Choices.map(({ Next }) => Next)].map((name) => name?.toLowerCase())).toEqual([
      ...RESUME_STAGES,
    ]);
  });
});

describe('the wait for a person', () => {
  it('hands the token to the step that asks, and ends when the policy says so', () => {
    const payload = z.parse(z.record(z.string(), z.unknown()), stateOf('Review').Parameters?.Payload);
    expect(Object.keys(payload).map((key) => key.replace('.$', ''))).toEqual(Object.keys(reviewRequestSchema.shape));
    expect(stateOf('Review')).toMatchObject({ TimeoutSecondsPath: '$.step.review_seconds' });
  });

  it('is not failed by its deadline: the policy decides', () => {
    expect(stateOf('Review').Catch?.[0]).toMatchObject({
      ErrorEquals: ['States.Timeout', 'States.HeartbeatTimeout'],
      Next: 'ExpireReview',
    });
  });
});

describe('the message of a job', () => {
  const job_id = '01a1fdfd-04b8-72ff-87a1-b5ce47b3e64e';
  const file_id = '01a1fdfd-04c9-77de-bec8-76afd434982a';
  const context: Record<string, unknown> = {
    $: {
      tenant_id: 'acme',
      file_id,
      version: 1,
      correlation_id: 'c1',
      user_id: 'u1',
      job: {
        job_id,
        task: 'render_image',
        source: { bucket: 'content', key: 't/acme/1', version_id: 'v1', size_bytes: 1, mime_type: 'image/png' },
        limits: { max_pixels: 1, max_frames: 1, max_entries: 1 },
        destination: { bucket: 'renditions', prefix: 'r/acme/1/' },
        parameters: { renditions: [] },
        callback_url: null,
        priority: 3,
        max_retries: 3,
      },
    },
    $$: {
      Execution: { Name: `${file_id}.1.1` },
      State: { EnteredTime: '2026-11-21T12:00:00.000Z', RetryCount: 0 },
      Task: { Token: 'token' },
    },
  };
  const look = (path: string): unknown =>
    path.split('.').reduce((value, key) => z.parse(z.record(z.string(), z.unknown()), value)[key], context as unknown);
  /** What Step Functions makes of a template; knows the one function we use. */
  const render = (template: unknown): unknown => {
    if (typeof template !== 'object' || template === null) return template;
    return Object.fromEntries(
      Object.entries(template).map(([key, value]) => {
        if (!key.endsWith('.$')) return [key, render(value)];
        const [, format, args] = /^States\.Format\('(.*)', (.*)\)$/.exec(value) ?? [];
        if (format === undefined) return [key.slice(0, -2), look(value)];
        const values = (args ?? '').split(', ').map(look);
        return [key.slice(0, -2), format.replaceAll('{}', () => String(values.shift()))];
      }),
    );
  };

  it('is the envelope the workers read, with the token that answers', () => {
    const message = z.parse(requestedJobSchema, render(job?.Parameters?.MessageBody));
    expect(message).toMatchObject({
      message_id: `${file_id}.1.1/${job_id}`,
      correlation_id: 'c1',
      message_type: 'job.requested',
      source_service: 'pipeline',
      destination_service: 'process',
      metadata: { user_id: 'u1', tenant_id: 'acme', priority: 3 },
      payload: { job_id, file_id, task_token: 'token', task: 'render_image' },
    });
  });
});

describe('the message that asks for understanding', () => {
  it('has every field its reader wants', () => {
    const body = z.parse(z.record(z.string(), z.unknown()), stateOf('Understand').Parameters?.MessageBody);
    const keys = (template: unknown) =>
      Object.keys(z.parse(z.record(z.string(), z.unknown()), template)).map((key) => key.replace('.$', ''));
    expect(keys(body).toSorted()).toEqual(Object.keys(understandingRequestedSchema.shape).toSorted());
    expect(keys(body.payload).toSorted()).toEqual(
      Object.keys(understandingRequestedSchema.shape.payload.shape).toSorted(),
    );
  });
});

describe('what can go wrong', () => {
  it('ends at some time, whatever is waited for', () => {
    for (const [name, { TimeoutSeconds, TimeoutSecondsPath }] of tasks)
      expect([name, TimeoutSecondsPath ?? TimeoutSeconds]).toEqual([
        name,
        name === 'Review' ? '$.step.review_seconds' : expect.any(Number),
      ]);
    const [longest] = tasks.map(([, { TimeoutSeconds = 0 }]) => TimeoutSeconds).sort((a, b) => b - a);
    expect(FILE_LIFECYCLE.TimeoutSeconds).toBeGreaterThan(4 * (longest ?? 0));
  });

  it('is never taken for silence: a heartbeat ends just before its timeout, because it counts the queue too', () => {
    for (const { TimeoutSeconds = 0, HeartbeatSeconds = 0 } of [job ?? {}, stateOf('Understand')])
      expect(TimeoutSeconds - HeartbeatSeconds).toBe(10);
  });

  it('is caught everywhere, and compensated', () => {
    for (const [name, state] of Object.entries(states)) {
      if (state.Type !== 'Task' && state.Type !== 'Map') continue;
      expect([name, state.Catch?.slice(-1)]).toEqual([
        name,
        [
          name === 'Compensate'
            ? { ErrorEquals: ['States.ALL'], ResultPath: '$.compensation_failure', Next: 'CompensationFailed' }
            : { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Compensate' },
        ],
      ]);
    }
  });

  it('is tried again where it passes: Lambda or a store that is busy, a worker that died, a record others write', () => {
    const passing = [
      'HistoryContended',
      'Lambda.ServiceException',
      'Lambda.TooManyRequestsException',
      'Runtime.ExitError',
      'Sandbox.Timedout',
      'SlowDown',
      'ThrottlingException',
      'TimeoutError',
    ];
    for (const [name, { Resource, Retry = [] }] of tasks) {
      const [first] = Retry;
      expect([name, first?.JitterStrategy]).toEqual([name, 'FULL']);
      if (Resource?.includes('lambda')) expect(first?.ErrorEquals).toEqual(expect.arrayContaining(passing));
      else expect(first?.ErrorEquals).toEqual(expect.arrayContaining(['SQS.SdkClientException', 'Sqs.SqsException']));
    }
  });

  it('ends with a code of ours: an error that begins with States. would end as another one on LocalStack', () => {
    expect(stateOf('Failed')).toMatchObject({ ErrorPath: '$.compensate.code', CausePath: '$.compensate.cause' });
    expect(stateOf('CompensationFailed').Error).toBe('Compensation.Failed');
  });
});

describe('the language it is written in', () => {
  it('is what every cloud understands: no filters, slices or variables, and no JSONata', () => {
    const text = JSON.stringify(FILE_LIFECYCLE);
    expect(text).not.toMatch(/"Assign"|"QueryLanguage"|JSONata|\$\.\.|\[\?|\[\d*:/);
  });
});
