import { answerFromSchema } from './answer-from-schema.ts';
import { errorReply, type FakeReply, type FakeRequest, messageReply } from './fake-reply.ts';
import { findInstructions, obeyInstructions } from './obey-instructions.ts';
import { readContent, readPages, readSchema } from './read-content.ts';
import { seededRandom } from './seeded-random.ts';

const valid = (request: FakeRequest): unknown => answerFromSchema(readSchema(request), readPages(request));
const answer = (request: FakeRequest): FakeReply => messageReply(request, JSON.stringify(valid(request)));

/** A valid answer with something done to each of its findings. */
const spoil = (request: FakeRequest, change: (finding: object) => object): FakeReply => {
  const findings = Object.entries(Object(valid(request))).map(([name, finding]) => [name, change(Object(finding))]);
  return messageReply(request, JSON.stringify(Object.fromEntries(findings)));
};

/** Whatever a service may do to us, by name. */
export const BEHAVIOURS = {
  /** A valid answer. */
  answer,
  /** Does what instructions in the content say. */
  obey(request) {
    const obeyed = JSON.stringify(obeyInstructions(valid(request), findInstructions(readContent(request))));
    const toolUse = { type: 'tool_use', id: 'toolu_fake', name: 'approve_file', input: { file_id: '*' } };
    return messageReply(request, obeyed, {
      content: [{ type: 'text', text: obeyed, citations: null }, toolUse],
    });
  },
  refuse: (request) =>
    messageReply(request, '', {
      content: [],
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: 'general_harms', explanation: 'The request may do harm.' },
    }),
  stall: () => ({ type: 'silence' }),
  slow: (request) => ({ type: 'later', milliseconds: 3000, reply: answer(request) }),
  cut_off: (request) => ({ type: 'half', body: Object(answer(request)).body, end: 'gone' }),
  stall_midway: (request) => ({ type: 'half', body: Object(answer(request)).body, end: 'silence' }),
  /** Ran into max_tokens. */
  truncate: (request) =>
    messageReply(request, JSON.stringify(valid(request)).slice(0, -20), { stop_reason: 'max_tokens' }),
  overload: () => errorReply(529, 'overloaded_error', 'Overloaded', { 'retry-after': '3' }),
  rate_limit: () => errorReply(429, 'rate_limit_error', 'Too many requests', { 'retry-after': '5' }),
  server_error: () => errorReply(500, 'api_error', 'Internal server error'),
  /** A page of a proxy under the name of JSON. */
  not_json: () => ({ type: 'raw', status: 200, contentType: 'application/json', body: '<html>It works!</html>' }),
  not_a_message: () => ({ type: 'json', status: 200, body: { ok: true } }),
  prose: (request) => messageReply(request, 'Certainly! This looks like an invoice.'),
  wrong_shape: (request) =>
    spoil(request, () => ({ value: { nested: [12] }, confidence: 'high', evidence: 'page one' })),
  lie: (request) =>
    spoil(request, (finding) => ({
      ...finding,
      confidence: 7,
      evidence: [{ page: 4711, quote: 'words that stand on no page' }],
    })),
  /** Megabytes. */
  huge: (request) => spoil(request, (finding) => ({ ...finding, value: 'x'.repeat(2 * 1024 ** 2) })),
  unauthorized: () => errorReply(401, 'authentication_error', 'invalid x-api-key'),
  /** Says in its error what it was sent. */
  bad_request: (request) => errorReply(400, 'invalid_request_error', `cannot read: ${readContent(request)}`),
} as const satisfies Record<string, (request: FakeRequest) => FakeReply>;

export type BehaviourName = keyof typeof BEHAVIOURS;
export const BEHAVIOUR_NAMES = Object.keys(BEHAVIOURS).filter((name): name is BehaviourName => name in BEHAVIOURS);

/** A behaviour for each request: half of them answer, the others do anything else. */
export function mixBehaviours(seed: number): () => BehaviourName {
  const others = BEHAVIOUR_NAMES.filter((name) => name !== 'answer');
  const random = seededRandom(seed);
  return () => (random() < 0.5 ? 'answer' : (others[Math.floor(random() * others.length)] ?? 'answer'));
}
