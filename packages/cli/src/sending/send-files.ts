import type { Client } from '@sluice/client';
import { openFile } from '@sluice/client/node';
import { describeError } from '../describe-error.ts';
import type { FileToSend } from '../files/find-files.ts';
import { displayWidth, fitPath, padText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { formatSeconds } from '../terminal/format-values.ts';
import { createLiveLines } from '../terminal/live-lines.ts';
import { renderBar, stageOf } from '../terminal/render-bar.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { FileResult } from './file-result.ts';
import { type DeclaredOptions, mimeOf, optionsOf, type SendDeps, sendFile } from './send-file.ts';
import { styleOf, symbolOf } from './status-style.ts';
import { createFileWatcher } from './watch-files.ts';

export type SendFilesOptions = {
  readonly client: Client;
  readonly terminal: Terminal;
  readonly files: readonly FileToSend[];
  readonly signal: AbortSignal;
  /** What is said of each file when it is declared. */
  readonly declared?: DeclaredOptions;
  /** @default true */
  readonly resume?: boolean;
  /** Files uploaded at the same time. */
  readonly parallel: number;
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly verbose: boolean;
  /** Whether `onResult` prints each result by itself. */
  readonly json: boolean;
  /** Told each result as soon as it is known. */
  readonly onResult: (result: FileResult) => void;
};

const WIDEST_NAME = 40;
const LEAST_NAME = 12;
// The bar, a status with its reason, and the time.
const BESIDE_NAME = 60;

/** Sends files, showing a line for each on its way and one for good when it is at rest. Answers in the order given. */
export const sendFiles = async (options: SendFilesOptions): Promise<readonly FileResult[]> => {
  const { client, terminal, files, signal, parallel, wait, timeoutMs, verbose, json, onResult } = options;
  const { declared = {}, resume = true } = options;
  const kept: FileToSend[] = [];
  // Results that appear on the same screen would be drawn over.
  const live = createLiveLines({ ...terminal, live: terminal.live && !(json && terminal.outIsTty) });
  const { paint } = terminal;
  const widest = Math.max(0, ...files.map(({ shown }) => displayWidth(escapeText(shown))));
  const nameWidth = Math.min(widest, WIDEST_NAME, Math.max(LEAST_NAME, terminal.columns() - BESIDE_NAME));
  const name = (file: FileToSend) => padText(escapeText(file.shown), nameWidth, fitPath);
  const deps: SendDeps = {
    ...{ client, signal, wait, declared, resume },
    onKept: (file) => kept.push(file),
    many: client.uploadMany({
      ...{ count: files.length, signal },
      fileAt: async (index) => {
        const file = files[index];
        // What is piped in can be read only once.
        if (file === undefined || file.open !== undefined) return undefined;
        const source = await openFile(file.path, mimeOf(file));
        return { source, options: optionsOf(declared, file), close: source.close };
      },
    }),
    watcher: createFileWatcher({ client, signal, timeoutMs }),
    tell: (file, place) => {
      const percentage =
        'uploaded' in place ? ` ${Math.floor(place.uploaded)} %${place.progress ? `, ${place.progress}` : ''}` : '';
      live.show(file.path, `  ${name(file)} ${renderBar(place)} ${stageOf(place) ?? ''}${percentage}`);
    },
    complain: (file, error) =>
      live.settle(file.path, paint('red', `✖ ${escapeText(file.shown)}: ${describeError(error, verbose)}`)),
  };
  const results = new Map<FileToSend, FileResult>();
  const settle = (file: FileToSend, result: FileResult): void => {
    results.set(file, result);
    onResult(result);
    if (result.status === null) return;
    const state = `${result.status}${result.reason === null ? '' : ` (${result.reason})`}`;
    const style = styleOf(result);
    live.settle(
      file.path,
      `${paint(style, symbolOf(result))} ${name(file)} ${paint(style, renderBar({ status: result.status }))} ` +
        `${state} ${paint('dim', formatSeconds(result.seconds))}`,
    );
  };

  // Uploads are limited; waiting is not, because one question covers every file that waits.
  const waits: Promise<void>[] = [];
  const queue = files.entries();
  const worker = async (): Promise<void> => {
    for (const [index, file] of queue) {
      signal.throwIfAborted();
      let uploaded = () => {};
      const free = new Promise<void>((resolve) => {
        uploaded = resolve;
      });
      const tell: SendDeps['tell'] = (one, place) => {
        deps.tell(one, place);
        if ('status' in place) uploaded();
      };
      const whole = sendFile({ ...deps, tell }, { file, index }).then((result) => settle(file, result));
      waits.push(whole);
      // An abort rejects all of them; whoever waits for them below hears of it.
      whole.catch(() => {});
      await Promise.race([free, whole]);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, files.length) }, worker));
    await Promise.all(waits);
  } catch (error) {
    // Each upload ends by itself: only then is it known what was kept.
    await Promise.allSettled(waits);
    await deps.many.giveUp();
    throw error;
  } finally {
    live.stop();
    for (const { shown } of kept)
      terminal.tell(`what is stored of ${escapeText(shown)} is kept: the same command goes on where it stopped`);
  }
  return files.flatMap((file) => results.get(file) ?? []);
};
