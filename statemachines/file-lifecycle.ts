import definition from './file-lifecycle.asl.json' with { type: 'json' };

/** The definition as the console shows it; `${Name}` is filled in by the stack that deploys it. */
export const FILE_LIFECYCLE = definition;

export const LIFECYCLE_STATES = Object.keys(definition.States);

/** What the definition leaves open: the ARNs of the functions behind its steps. */
export const LIFECYCLE_SUBSTITUTIONS = ['InspectFunctionArn', 'PublishFunctionArn', 'CompensateFunctionArn'] as const;
export type LifecycleSubstitutions = Readonly<Record<(typeof LIFECYCLE_SUBSTITUTIONS)[number], string>>;
