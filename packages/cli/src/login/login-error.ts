import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

/** Signing in did not work, or does not work any more; the message says what to do. */
export const loginError = (message: string, options?: ErrorOptions): CommandError =>
  new CommandError(message, EXIT.failure, options);
