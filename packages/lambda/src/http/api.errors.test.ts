import { ERRORS } from '@sluice/contracts';
import { NotFoundError, RefusedError } from '@sluice/core/runtime';
import { describe, expect, it } from 'vitest';
import { sampleApi } from '../testing/sample-api.ts';

/** An API whose handler throws this. */
function failing(error: unknown) {
  return sampleApi({
    handlers: {
      addBook: async () => {
        throw error;
      },
    },
  });
}

function named(name: string, properties: object = {}): Error {
  return Object.assign(new Error('from elsewhere: arn:aws:dynamodb:eu-west-1:123456789012:table/books'), {
    name,
    ...properties,
  });
}

describe('an error a use case means for the caller', () => {
  it('is answered with its code, message and fields', async () => {
    const error = new RefusedError('size_mismatch', 'it has 3 bytes, not 4', [{ pointer: '/size', detail: 'is 3' }]);

    const { statusCode, json } = await failing(error).call();

    expect(statusCode).toBe(422);
    expect(json).toEqual({
      type: 'urn:sluice:problem:size_mismatch',
      title: ERRORS.size_mismatch.title,
      status: 422,
      detail: 'it has 3 bytes, not 4',
      code: 'size_mismatch',
      request_id: expect.any(String),
      retryable: false,
      errors: [{ pointer: '/size', detail: 'is 3' }],
    });
  });

  it('says when to ask again, where it knows', async () => {
    const error = new RefusedError('quota_exceeded', 'go on tomorrow', [], { retryAfterSeconds: 3599.2 });
    const { statusCode, headers, json } = await failing(error).call();
    expect([statusCode, headers['retry-after'], json.retryable]).toEqual([429, '3600', false]);
    expect((await failing(new RefusedError('rate_limited', 'slowly')).call()).headers['retry-after']).toBe('1');
  });

  it('is 404 for what is not there', async () => {
    const { statusCode, json } = await failing(new NotFoundError('file', 'f1')).call();

    expect({ statusCode, detail: json.detail }).toEqual({ statusCode: 404, detail: 'file f1 does not exist' });
  });

  it('is known by its name, because a bundle may hold its class twice', async () => {
    const { statusCode } = await failing(named('RefusedError', { code: 'state_conflict', errors: [] })).call();

    expect(statusCode).toBe(409);
  });

  it('is not believed when its code is none of ours', async () => {
    const { json } = await failing(named('RefusedError', { code: 'toString' })).call();

    expect(json.code).toBe('internal_error');
  });

  it('is not logged as a failure', async () => {
    const { call, logged } = failing(new NotFoundError('file', 'f1'));

    await call();

    expect(logged()).toMatchObject([{ level: 'INFO', message: 'request', status: 404, code: 'not_found' }]);
  });
});

describe('an error nobody meant', () => {
  it('is 500 without a word of what happened inside', async () => {
    const { statusCode, body, json } = await failing(named('ValidationException')).call();

    expect({ statusCode, code: json.code }).toEqual({ statusCode: 500, code: 'internal_error' });
    expect(body).not.toContain('arn:');
  });

  it('is logged with its stack and its causes', async () => {
    const cause = new Error('the table is gone');
    const { call, logged } = failing(new Error('could not save', { cause }));

    await call();

    expect(logged()[0]).toMatchObject({
      level: 'ERROR',
      message: 'request failed',
      code: 'internal_error',
      route: 'POST /shelves/{shelf_id}/books',
      error: {
        message: 'could not save',
        stack: expect.stringContaining('api.errors.test'),
        cause: { message: cause.message },
      },
    });
  });

  it.each(['text', undefined, null, 7])('may be no Error at all: %s', async (thrown) => {
    expect((await failing(thrown).call()).statusCode).toBe(500);
  });

  it('may be an answer that is not JSON', async () => {
    const { call } = sampleApi({
      // Stands for a bug the types let through.
      handlers: { addBook: async () => ({ status: 201, body: { title: 1n as unknown as string, key: '' } }) },
    });

    expect((await call()).statusCode).toBe(500);
  });
});

describe('what passes by itself', () => {
  const passing = [
    ['throttling', named('ThrottlingException')],
    ['throttling of a table', named('ProvisionedThroughputExceededException')],
    ['S3 asking for less', named('SlowDown')],
    ['a timeout', named('TimeoutError')],
    ['a refused connection', named('Error', { code: 'ECONNREFUSED' })],
    [
      'a broken connection inside another error',
      new Error('send failed', { cause: named('Error', { code: 'ECONNRESET' }) }),
    ],
  ] as const;

  it.each(passing)('is 503 and worth another try: %s', async (_, error) => {
    const { statusCode, json, headers } = await failing(error).call();

    expect({ statusCode, code: json.code, retryable: json.retryable, after: headers['retry-after'] }).toEqual({
      statusCode: 503,
      code: 'unavailable',
      retryable: true,
      after: '1',
    });
  });

  it('is answered before the function is cut off', async () => {
    const { call } = sampleApi({ handlers: { addBook: () => new Promise(() => undefined) } });

    const { statusCode } = await call({}, { getRemainingTimeInMillis: () => 320 });

    expect(statusCode).toBe(503);
  });
});

describe('an event that is not a request', () => {
  it('fails the invocation: there is nobody to answer', async () => {
    const event = { httpMethod: 7 as unknown as string };

    await expect(sampleApi().call(event)).rejects.toMatchObject({ name: 'InvalidInputError' });
  });
});
