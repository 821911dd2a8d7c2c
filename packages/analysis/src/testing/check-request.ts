import { errorReply, type FakeReply, type FakeRequest, readPath } from './fake-reply.ts';

const MAX_BYTES = 32 * 1024 ** 2;

/** The error the service would answer to such a request, or undefined when there is none. */
export function checkRequest(request: FakeRequest, apiKey: string | undefined): FakeReply | undefined {
  const { headers, body } = request;
  if (request.path !== '/v1/messages') return errorReply(404, 'not_found_error', 'Not found');
  if (request.method !== 'POST') return errorReply(405, 'invalid_request_error', 'Method Not Allowed');
  const key = headers['x-api-key'] ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (key === undefined || key === '' || (apiKey !== undefined && key !== apiKey)) {
    return errorReply(401, 'authentication_error', 'invalid x-api-key');
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(headers['anthropic-version'] ?? '')) {
    return invalid('anthropic-version: header is required');
  }
  if (request.raw.length > MAX_BYTES) return errorReply(413, 'request_too_large', 'Request exceeds the maximum size');
  if (!(headers['content-type'] ?? '').startsWith('application/json') || body === undefined) {
    return invalid('The request body is not valid JSON');
  }
  return checkBody(body);
}

function checkBody(body: unknown): FakeReply | undefined {
  if (typeof readPath(body, 'model') !== 'string') return invalid('model: Field required');
  const maxTokens = readPath(body, 'max_tokens');
  if (typeof maxTokens !== 'number' || !Number.isInteger(maxTokens) || maxTokens < 1) {
    return invalid('max_tokens: must be a positive integer');
  }
  if (readPath(body, 'stream') === true) return invalid('stream: this fake does not stream');
  const messages = readPath(body, 'messages');
  if (!Array.isArray(messages) || messages.length === 0) return invalid('messages: at least one message is required');
  if (readPath(messages, 0, 'role') !== 'user') return invalid('messages.0.role: must be user');
  const content = readPath(messages, 0, 'content');
  const blocks = Array.isArray(content) ? content : [];
  for (const [index, block] of blocks.entries()) {
    const problem = checkBlock(block);
    if (problem !== undefined) return invalid(`messages.0.content.${index}: ${problem}`);
  }
  const format = readPath(body, 'output_config', 'format');
  return format === undefined ? undefined : checkSchema(readPath(format, 'schema'));
}

function checkBlock(block: unknown): string | undefined {
  const type = readPath(block, 'type');
  if (type === 'text') return isText(readPath(block, 'text')) ? undefined : 'text content blocks must be non-empty';
  if (type === 'document') {
    return isText(readPath(block, 'source', 'data')) ? undefined : 'source.data: must be non-empty';
  }
  if (type !== 'image') return 'type: must be text, image or document';
  const data = readPath(block, 'source', 'data');
  return typeof data === 'string' && Buffer.from(data, 'base64').length > 0 ? undefined : 'source.data: not an image';
}

/** Structured answers take closed objects without bounds on strings, numbers and lists. */
function checkSchema(schema: unknown, path = 'output_config.format.schema'): FakeReply | undefined {
  if (typeof schema !== 'object' || schema === null) return invalid(`${path}: must be an object`);
  for (const key of ['minimum', 'maximum', 'minLength', 'maxLength', 'maxItems', 'pattern', 'allOf', 'not']) {
    if (key in schema) return invalid(`${path}: '${key}' is not supported`);
  }
  if (readPath(schema, 'type') === 'object' && readPath(schema, 'additionalProperties') !== false) {
    return invalid(`${path}: 'additionalProperties' must be false`);
  }
  const children = [
    ...Object.entries(Object(readPath(schema, 'properties') ?? {})),
    ...Object.entries(Object(readPath(schema, 'anyOf') ?? [])),
    ...('items' in schema ? [['items', readPath(schema, 'items')] as const] : []),
  ];
  for (const [name, child] of children) {
    const problem = checkSchema(child, `${path}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const invalid = (message: string): FakeReply => errorReply(400, 'invalid_request_error', message);
