import { Command } from 'commander';
import type { CliDeps } from './cli-deps.ts';
import { addCompletion } from './commands/completion.ts';
import { addDeadLetters } from './commands/dead-letters.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDown } from './commands/down.ts';
import { addGet } from './commands/get.ts';
import { addKeys } from './commands/keys.ts';
import { addLogin } from './commands/login.ts';
import { addLogout } from './commands/logout.ts';
import { addLs } from './commands/ls.ts';
import { addMembers } from './commands/members.ts';
import { addPut } from './commands/put.ts';
import { addRetry } from './commands/retry.ts';
import { addReview } from './commands/review.ts';
import { addShow } from './commands/show.ts';
import { addStatus } from './commands/status.ts';
import { addTenants } from './commands/tenants.ts';
import { addToken } from './commands/token.ts';
import { addUp } from './commands/up.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';

const VERBS = [
  addUp,
  addDown,
  addStatus,
  addPut,
  addLs,
  addShow,
  addGet,
  addReview,
  addLogin,
  addLogout,
  addToken,
  addDoctor,
  addDeadLetters,
  addRetry,
  addKeys,
  addMembers,
  addTenants,
  addCompletion,
];

/** The command with all its verbs. */
export const createProgram = (deps: CliDeps): Command => {
  const program = new Command('sluice')
    .description('Takes files in, makes them safe, turns them into useful forms and publishes the result.')
    .addHelpText(
      'after',
      `\nExamples:\n  sluice up && sluice put holiday.jpg\n  sluice ls --json | jq -r .filename\n\n${EXIT_CODES_HELP}`,
    )
    // What stands behind a verb is the verb's, down to the verbs of `review`.
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for what there is)');
  for (const add of VERBS) add(program, deps);
  return program;
};
