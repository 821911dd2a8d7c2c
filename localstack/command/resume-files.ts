import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { LOCAL_REGION } from '../embedded/emulator-environment.ts';

const LONG_ENOUGH_MS = 5000;

/**
 * Has the reconciler look at once: executions die with the emulator, and nobody wants to wait two minutes for their
 * files. Answers whether it could be asked; where it could not, its own schedule does it later.
 */
export const resumeFiles = async (endpoint: string, env: string): Promise<boolean> => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const lambda = new LambdaClient({ endpoint, region: LOCAL_REGION, credentials, maxAttempts: 1 });
  try {
    await lambda.send(
      new InvokeCommand({
        FunctionName: `sluice-${env}-operate-reconcile-files`,
        InvocationType: 'Event',
        Payload: JSON.stringify({ older_than_seconds: 0 }),
      }),
      { abortSignal: AbortSignal.timeout(LONG_ENOUGH_MS) },
    );
    return true;
  } catch {
    return false;
  } finally {
    lambda.destroy();
  }
};
