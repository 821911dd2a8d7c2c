import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDelayRetry } from './delay-retry.ts';
import { createTaskTokens } from './task-tokens.ts';

const sfn = mockClient(SFNClient);
const sqs = mockClient(SQSClient);
beforeEach(() => {
  sfn.reset();
  sqs.reset();
});

const named = (name: string, message = 'refused') => Object.assign(new Error(message), { name });

describe('a token', () => {
  const tokens = createTaskTokens({ client: new SFNClient({ region: 'us-east-1' }) });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'is stale when Step Functions says %s',
    async (name) => {
      sfn.onAnyCommand().rejects(named(name));
      expect(await tokens.succeed('t', {})).toBe('stale');
      expect(await tokens.fail('t', 'e', 'c')).toBe('stale');
      expect(await tokens.heartbeat('t')).toBe('stale');
    },
  );

  it.each(['InvalidOutput', 'ThrottlingException'])('is not stale when it says %s', async (name) => {
    sfn.on(SendTaskSuccessCommand).rejects(named(name));
    sfn.on(SendTaskHeartbeatCommand).rejects(named(name));
    await expect(tokens.succeed('t', {})).rejects.toMatchObject({ name });
    await expect(tokens.heartbeat('t')).rejects.toMatchObject({ name });
  });

  it('fails with no more words than Step Functions takes', async () => {
    sfn.on(SendTaskFailureCommand).resolves({});
    await tokens.fail('t', 'E'.repeat(300), 'c'.repeat(40_000));
    const { error, cause } = sfn.commandCalls(SendTaskFailureCommand)[0]?.args[0].input ?? {};
    expect([error?.length, cause?.length]).toEqual([256, 32_768]);
  });
});

describe('delaying a retry', () => {
  const delay = createDelayRetry({ client: new SQSClient({ region: 'us-east-1' }), queueUrl: 'https://queue' });

  it('changes the visibility of the delivery', async () => {
    sqs.on(ChangeMessageVisibilityCommand).resolves({});
    await delay('handle', 4);
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
      QueueUrl: 'https://queue',
      ReceiptHandle: 'handle',
      VisibilityTimeout: 4,
    });
  });

  it.each([
    ['MessageNotInflight', 'gone'],
    ['ReceiptHandleIsInvalid', 'gone'],
    ['InvalidParameterValue', 'Value h for parameter ReceiptHandle is invalid. Reason: Message does not exist'],
  ])('is fine when the message is back already: %s (%s)', async (name, message) => {
    sqs.on(ChangeMessageVisibilityCommand).rejects(named(name, message));
    await delay('handle', 4);
  });

  it.each([
    ['InvalidParameterValue', 'Value 99999 for parameter VisibilityTimeout is invalid'],
    ['AccessDenied', 'no'],
  ])('throws %s (%s)', async (name, message) => {
    sqs.on(ChangeMessageVisibilityCommand).rejects(named(name, message));
    await expect(delay('handle', 99_999)).rejects.toMatchObject({ name });
  });
});
