import type { AskableName, ModelAnswer, Subject } from '@sluice/core/understand';
import { type ClaudeLogEntry, type ClaudeOptions, createClaude } from '../claude/index.ts';
import type { FakeRequest } from './fake-reply.ts';
import { type Behaviour, startFakeClaude } from './start-fake-claude.ts';
import { INVOICE } from './subjects.ts';

/** Recognisable wherever it should not be. */
export const CANARY_KEY = 'sk-ant-CANARY';
export const ALL_WANTED: readonly AskableName[] = ['category', 'summary', 'keywords', 'entities', 'tags'];

export type AskedFake = {
  readonly url: string;
  /** Asks for `ALL_WANTED` of `INVOICE` unless told otherwise. */
  ask(more?: { subject?: Subject; wanted?: readonly AskableName[]; signal?: AbortSignal }): Promise<ModelAnswer>;
  behave(behaviour: Behaviour): void;
  requests(): readonly FakeRequest[];
  /** Milliseconds waited between tries, of which none took any time. */
  readonly waits: readonly number[];
  readonly log: readonly ClaudeLogEntry[];
  stop(): Promise<void>;
};

/** A real adapter with a real SDK, talking over a socket to a fake service. Nothing sleeps; random is always 0.5. */
export async function askFake(behave: Behaviour, options: Partial<ClaudeOptions> = {}): Promise<AskedFake> {
  const fake = await startFakeClaude({ behave, apiKey: CANARY_KEY });
  const waits: number[] = [];
  const log: ClaudeLogEntry[] = [];
  const claude = createClaude({
    apiKey: CANARY_KEY,
    baseUrl: fake.url,
    random: () => 0.5,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    log: (entry) => log.push(entry),
    ...options,
  });
  return {
    url: fake.url,
    ask: ({ subject = INVOICE, wanted = ALL_WANTED, signal = new AbortController().signal } = {}) =>
      claude.ask({ subject, wanted, signal }),
    behave: fake.setBehaviour,
    requests: fake.requests,
    waits,
    log,
    stop: fake.stop,
  };
}
