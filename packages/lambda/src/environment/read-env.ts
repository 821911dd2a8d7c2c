import * as z from 'zod/mini';

/** A function was deployed without something it needs. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * The variables a function is configured with, parsed once when it is loaded. The only place that reads the process's
 * environment. Throws an EnvironmentError that names every variable that is missing or malformed, never its value.
 *
 * @example
 * const env = readEnv(z.object({ HISTORY_TABLE: z.string(), ALLOWED_ORIGINS: originsSchema }));
 */
export function readEnv<S extends z.ZodMiniType>(
  schema: S,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.output<S> {
  const parsed = z.safeParse(schema, source);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'the environment');
    return source[name] === undefined ? `${name} is missing` : `${name} is malformed (${issue.message})`;
  });
  throw new EnvironmentError(`${problems.join(', ')}: set it in the function's environment`);
}
