import definition from './file-lifecycle.asl.json' with { type: 'json' };

/** The definition as the console shows it; `${Name}` is filled in by the stack that deploys it. */
export const FILE_LIFECYCLE = definition;

export const LIFECYCLE_STATES = Object.keys(definition.States);

/** What the definition leaves open: the functions behind its steps, by their ARNs, and a queue. */
export const LIFECYCLE_FUNCTIONS = [
  'InspectFunctionArn',
  'RequestReviewFunctionArn',
  'ExpireReviewFunctionArn',
  'PublishFunctionArn',
  'CompensateFunctionArn',
] as const;
export const LIFECYCLE_QUEUES = ['UnderstandQueueUrl'] as const;
export const LIFECYCLE_SUBSTITUTIONS = [...LIFECYCLE_FUNCTIONS, ...LIFECYCLE_QUEUES] as const;
