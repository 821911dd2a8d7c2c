import { createPaint, type Paint, wantsColour } from './paint.ts';

/** What is used of a stream of this process; tests collect what is written. */
export type TextStream = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

export type Terminal = {
  /** Results, and nothing else. */
  readonly print: (line: string) => void;
  /** Everything that is not a result. */
  readonly tell: (line: string) => void;
  readonly err: TextStream;
  readonly paintOut: Paint;
  readonly paint: Paint;
  /** Whether `err` is a terminal where lines can be drawn again. */
  readonly live: boolean;
  readonly columns: () => number;
  /** Of `print`: as wide as need be where no terminal shows it. */
  readonly outColumns: () => number;
  readonly rows: () => number;
  /** Whether a person sees what is printed. */
  readonly outIsTty: boolean;
};

const DEFAULT_COLUMNS = 100;

export const createTerminal = (out: TextStream, err: TextStream, env: NodeJS.ProcessEnv): Terminal => ({
  print: (line) => void out.write(`${line}\n`),
  tell: (line) => void err.write(`${line}\n`),
  err,
  paintOut: createPaint(wantsColour(out, env)),
  paint: createPaint(wantsColour(err, env)),
  live: err.isTTY === true && env.TERM !== 'dumb' && !env.CI,
  columns: () => err.columns || DEFAULT_COLUMNS,
  outColumns: () => (out.isTTY ? out.columns || DEFAULT_COLUMNS : Number.POSITIVE_INFINITY),
  rows: () => err.rows || 24,
  outIsTty: out.isTTY === true,
});
