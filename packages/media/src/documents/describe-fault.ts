const MAX_LENGTH = 200;

/** What a parser complains about, as one short line. */
export function describeFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = (message.split(/[\r\n]/)[0] ?? '').replace(/^\[\w+\]:/, '').trim();
  if (line === '') return 'the parser gave up on it';
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1).toWellFormed()}…` : line;
}
