import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isNamed } from '../error-names.ts';

type Config = { readonly client: SQSClient; readonly queueUrl: string };

/** Lets a message that is being worked on come back after so many seconds (0 to 43,200). */
export type DelayRetry = (receiptHandle: string, seconds: number) => Promise<void>;

export function createDelayRetry({ client, queueUrl: QueueUrl }: Config): DelayRetry {
  return async (ReceiptHandle, VisibilityTimeout) => {
    try {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    } catch (error) {
      if (!isBack(error)) {
        throw error;
      }
    }
  };
}

/** The time of this delivery ran out meanwhile. SQS has a name of its own for it, and one that says which value it means. */
function isBack(error: unknown): boolean {
  return (
    isNamed(error, 'MessageNotInflight', 'ReceiptHandleIsInvalid') ||
    (isNamed(error, 'InvalidParameterValue') && String(error).includes('ReceiptHandle'))
  );
}
