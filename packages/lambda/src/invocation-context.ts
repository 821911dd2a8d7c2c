import type { Context } from 'aws-lambda';

/** What an edge reads of Lambda's context. */
export type InvocationContext = {
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis?: () => number;
};

export type LambdaContext = Context;
