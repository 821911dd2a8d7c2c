import { InvalidArgumentError } from 'commander';

/** A patch of a policy as it was typed; what its fields may say the API tells. */
export const readPolicy = (text: string): Record<string, unknown> => {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw new InvalidArgumentError(`give JSON such as '{"max_file_bytes":1000000000}'.`);
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw new InvalidArgumentError(`give a JSON object such as '{"max_file_bytes":1000000000}'.`);
  return Object.fromEntries(Object.entries(policy));
};
