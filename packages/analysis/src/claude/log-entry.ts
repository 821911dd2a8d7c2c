import type { ModelUsage } from '@sluice/core/understand';

/** What is worth a line in the log. Everything in it is ours: codes, names of prompts and findings, numbers. */
export type ClaudeLogEntry =
  | {
      readonly event: 'claude_try_failed';
      readonly model: string;
      readonly prompt: string;
      readonly tryNumber: number;
      readonly reason: string;
      readonly detail: string;
    }
  | ({ readonly event: 'claude_answer_unusable'; readonly reason: string; readonly detail: string } & ModelUsage)
  | ({
      readonly event: 'claude_answered';
      readonly found: readonly string[];
      readonly dropped: readonly string[];
    } & ModelUsage)
  | { readonly event: 'claude_breaker_state_unreachable' };
