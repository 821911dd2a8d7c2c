import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import { createBoundedFetch } from './bounded-fetch.ts';

/** Answers to our requests have a few kilobytes. */
const MAX_RESPONSE_BYTES = 1024 ** 2;

export type MessagesOptions = {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** For one request, until the last byte of its answer. */
  readonly timeoutMs: number;
};

/**
 * The SDK's messages resource and nothing of its other resources, which are three quarters of its code. It has no say of
 * its own: no retries (we have one owner of them), no logging and no traces, both of which could carry content.
 */
export function connectMessages({ apiKey, baseUrl, timeoutMs }: MessagesOptions): Messages {
  return new Messages(
    new BaseAnthropic({
      apiKey,
      baseURL: baseUrl,
      timeout: timeoutMs,
      maxRetries: 0,
      logLevel: 'off',
      openTelemetry: false,
      fetch: createBoundedFetch(MAX_RESPONSE_BYTES),
    }),
  );
}
