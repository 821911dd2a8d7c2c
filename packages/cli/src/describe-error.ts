import { ApiError, ConnectionError } from '@sluice/client';
import { CommandError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { escapeText } from './terminal/escape-text.ts';

// Messages may hold names that others chose, but their own line breaks are ours.
const escapeLines = (text: string): string => text.split('\n').map(escapeText).join('\n');

/** What is said of an error, in a line or a few; with its stack when `verbose`. */
export const describeError = (error: unknown, verbose: boolean): string => {
  const lines: string[] = [];
  if (error instanceof ApiError) {
    const request = error.requestId === undefined ? '' : `, request ${error.requestId}`;
    lines.push(`${error.message} (${error.code}${request})`);
    for (const { pointer, detail } of error.errors) lines.push(`  ${pointer}: ${detail}`);
    if (error.code === 'unauthenticated')
      lines.push('  sign in with sluice login, or give a token that has not expired with --token or SLUICE_TOKEN');
  } else {
    lines.push(error instanceof Error ? error.message : String(error));
    if (error instanceof ConnectionError) lines.push('  start the local cloud with: npx sluice up');
  }
  const text = escapeLines(lines.join('\n'));
  if (!verbose || !(error instanceof Error)) return text;
  const causes: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) causes.push(at.stack ?? String(at));
  return `${text}\n${escapeLines(causes.join('\ncaused by '))}`;
};

export const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConnectionError ? EXIT.notRunning : EXIT.failure;
};
