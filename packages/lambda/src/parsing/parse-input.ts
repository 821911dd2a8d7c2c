import { describeIssues } from '@sluice/contracts';
import * as z from 'zod/mini';

/** What was handed to a function is not what it takes: no retry makes it fit. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}

/** The input as its schema says. The error names every field that does not fit and none of the values. */
export function parseInput<S extends z.ZodMiniType>(schema: S, input: unknown): z.output<S> {
  const parsed = z.safeParse(schema, input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = describeIssues(parsed.error.issues, '').map(({ pointer, detail }) => `${pointer || '/'} ${detail}`);
  throw new InvalidInputError(`the input does not fit its schema: ${problems.join(', ')}`);
}
