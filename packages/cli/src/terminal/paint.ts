import { styleText } from 'node:util';

type Style = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';
export type Paint = (style: Style, text: string) => string;

/** Whether a stream gets colours: a terminal does, unless NO_COLOR says no; FORCE_COLOR says yes to anything. */
export const wantsColour = (stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean => {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
};

export const createPaint =
  (enabled: boolean): Paint =>
  (style, text) =>
    enabled ? styleText(style, text, { validateStream: false }) : text;
