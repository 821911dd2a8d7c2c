import { fitText } from './display-width.ts';
import type { Terminal } from './terminal.ts';

export type LiveLines = {
  /** Draws or replaces the line of `key`. `line` has no colours; a terminal that cannot redraw shows nothing. */
  readonly show: (key: string, line: string) => void;
  /** Takes the line of `key` away and prints `line` for good, above what is live. */
  readonly settle: (key: string, line: string) => void;
  /** Takes everything live away. */
  readonly stop: () => void;
};

const FRAME_MS = 80;
const CLEAR_LINE = '\u001b[2K';
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** A few lines at the bottom of the terminal that change in place, while settled lines scroll away above them. */
export const createLiveLines = (terminal: Terminal): LiveLines => {
  const lines = new Map<string, string>();
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;

  const erase = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[0J`);
  const draw = (before = ''): void => {
    clearTimeout(timer);
    timer = undefined;
    const room = Math.max(1, terminal.rows() - 2);
    const columns = terminal.columns() - 1;
    const shown = [...lines.values()].slice(0, room).map((line) => fitText(line, columns));
    if (lines.size > room) shown.push(`… and ${lines.size - room} more`);
    const body = shown.map((line) => `${CLEAR_LINE}${line}\n`).join('');
    terminal.err.write(`${drawn === 0 && shown.length > 0 ? HIDE_CURSOR : ''}${erase()}${before}${body}`);
    drawn = shown.length;
    if (drawn === 0) terminal.err.write(SHOW_CURSOR);
  };

  return {
    show: (key, line) => {
      if (!terminal.live) return;
      lines.set(key, line);
      timer ??= setTimeout(draw, FRAME_MS);
    },
    settle: (key, line) => {
      lines.delete(key);
      if (terminal.live) draw(`${line}\n`);
      else terminal.tell(line);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      lines.clear();
      if (terminal.live && drawn > 0) draw();
    },
  };
};
