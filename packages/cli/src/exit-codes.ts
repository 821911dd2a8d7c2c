/** What the command ends with; part of its contract, and of every help text. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notRunning: 3,
  interrupted: 130,
} as const;

export const EXIT_CODES_HELP =
  'Exit codes: 0 ok, 1 something failed or was refused, 2 wrong usage, 3 nothing is running there, 130 interrupted.';
