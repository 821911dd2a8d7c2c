/** A request as it came in, its headers' names in lower case. */
export type FakeRequest = {
  /** From 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The bytes of the body. */
  readonly raw: string;
};

/** What goes back over the wire. */
export type FakeReply =
  | {
      readonly type: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly type: 'raw'; readonly status: number; readonly contentType: string; readonly body: string }
  /** Nothing, until the client goes away. */
  | { readonly type: 'silence' }
  | { readonly type: 'later'; readonly milliseconds: number; readonly reply: FakeReply }
  /** Headers and half of the body; then the connection is gone, or nothing more comes. */
  | { readonly type: 'half'; readonly body: unknown; readonly end: 'gone' | 'silence' };

export function errorReply(
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): FakeReply {
  return { type: 'json', status, headers, body: { type: 'error', error: { type, message }, request_id: null } };
}

/** A message with one block of text, as the service answers it. */
export function messageReply(request: FakeRequest, text: string, more: Record<string, unknown> = {}): FakeReply {
  const model = readPath(request.body, 'model');
  const body = {
    id: `msg_fake${String(request.number).padStart(20, '0')}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text, citations: null }],
    container: null,
    stop_reason: 'end_turn',
    stop_details: null,
    stop_sequence: null,
    usage: {
      // About four characters a token.
      input_tokens: Math.ceil(request.raw.length / 4),
      output_tokens: Math.ceil(text.length / 4),
      cache_creation: null,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      inference_geo: null,
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: 'standard',
      speed: 'standard',
    },
    ...more,
  };
  return { type: 'json', status: 200, body };
}

/** What lies at a path in some JSON, or undefined. */
export function readPath(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
