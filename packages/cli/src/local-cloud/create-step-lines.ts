import { formatSeconds } from '../terminal/format-values.ts';
import { createLiveLines } from '../terminal/live-lines.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { CloudStep } from './cloud-messages.ts';

/** Shows the steps of the local cloud, a line each with its time: `✔ local cloud up 0.4 s`. */
export const createStepLines = (terminal: Terminal) => {
  const live = createLiveLines(terminal);
  return {
    tell: ({ step, status, text, seconds = 0 }: CloudStep): void => {
      if (status === 'started' || status === 'progress') live.show(step, `… ${text}`);
      else
        live.settle(step, `${terminal.paint('green', '✔')} ${text} ${terminal.paint('dim', formatSeconds(seconds))}`);
    },
    stop: live.stop,
  };
};
