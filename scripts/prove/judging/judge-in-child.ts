import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod/mini';

const answerSchema = z.object({
  mimeType: z.string(),
  verdict: z.string(),
  reason: z.string(),
  detail: z.string(),
  ms: z.number(),
  /** The most resident memory of the child while it judged. */
  peakBytes: z.number(),
});
export type JudgeAnswer = z.infer<typeof answerSchema>;

/** What became of a content: an answer, or the end of the child that had it. */
export type Judgement = JudgeAnswer | { readonly verdict: 'crashed' | 'stuck'; readonly detail: string };

export type Judge = {
  /** Rejects only when no child can be started. One content at a time. */
  judge(path: string): Promise<Judgement>;
  close(): void;
};

export type JudgeOptions = {
  /** Of one content; the child that takes longer is ended, and the content is stuck. */
  readonly deadlineMs: number;
  /** A child is replaced after so many contents. */
  readonly contentsPerChild: number;
};

/** Judges contents in a child process, so that whatever a content does to it is seen from outside. */
export function judgeInChild({ deadlineMs, contentsPerChild }: JudgeOptions): Judge {
  let child: ChildProcess | undefined;
  let judged = 0;
  const close = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const start = async (): Promise<ChildProcess> => {
    const started = fork(join(import.meta.dirname, 'judge-worker.ts'), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    started.stderr?.resume();
    const ended = once(started, 'exit').then(() => Promise.reject(new Error('a child ended before it was ready')));
    await Promise.race([once(started, 'message'), ended]);
    ended.catch(() => undefined);
    judged = 0;
    return started;
  };
  return {
    close,
    async judge(path) {
      if (judged >= contentsPerChild) close();
      child ??= await start();
      judged++;
      const judgement = await answerOf(child, path, deadlineMs);
      if (judgement.verdict === 'crashed' || judgement.verdict === 'stuck') close();
      return judgement;
    },
  };
}

function answerOf(child: ChildProcess, path: string, deadlineMs: number): Promise<Judgement> {
  return new Promise((resolve) => {
    const end = (judgement: Judgement) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(judgement);
    };
    const timer = setTimeout(() => end({ verdict: 'stuck', detail: `no answer in ${deadlineMs} ms` }), deadlineMs);
    child.once('message', (message) => end(z.parse(answerSchema, message)));
    child.once('exit', (code, killedBy) =>
      end({ verdict: 'crashed', detail: `ended by ${killedBy ?? `code ${code}`}` }),
    );
    child.send(path);
  });
}
