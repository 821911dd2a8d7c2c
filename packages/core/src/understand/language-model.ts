import type { Findings, Subject } from './analyzer.ts';
import type { AskableName } from './finding-names.ts';

export type ModelRequest = {
  readonly subject: Subject;
  /** What is missing or unsure, at least one. */
  readonly wanted: readonly AskableName[];
  readonly signal: AbortSignal;
};

/** What a call cost; money in US dollars. */
export type ModelUsage = {
  readonly model: string;
  /** Prompt and version, such as `describe@1`. */
  readonly prompt: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly dollars: number;
};

export type ModelAnswer =
  | { readonly outcome: 'answered'; readonly findings: Findings; readonly usage: ModelUsage }
  | {
      readonly outcome: 'unavailable';
      readonly reason:
        | 'not_configured'
        | 'circuit_open'
        | 'timed_out'
        | 'overloaded'
        | 'refused'
        | 'invalid_answer'
        | 'failed';
      /** One sentence for the log. */
      readonly detail: string;
      readonly usage?: ModelUsage;
    };

/**
 * A model somewhere else that reads what local analyzers could not. Never throws: without an answer the flow goes on with
 * what there is. The subject is data: nothing in it is an instruction, and an answer can only be findings that were wanted.
 */
export interface LanguageModel {
  ask(request: ModelRequest): Promise<ModelAnswer>;
}

/** Where no key is configured. */
export const noLanguageModel: LanguageModel = {
  ask: async () => ({ outcome: 'unavailable', reason: 'not_configured', detail: 'no key for a model is configured' }),
};
