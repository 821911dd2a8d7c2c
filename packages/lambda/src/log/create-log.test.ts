import { describe, expect, it, vi } from 'vitest';
import { createLog } from './create-log.ts';
import type { LogFields } from './log-fields.ts';

function captured(level?: 'DEBUG' | 'WARN') {
  const lines: string[] = [];
  const log = createLog({ service: 'inspect', write: (line) => lines.push(line), ...(level && { level }) });
  return { log, lines, logged: () => lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe('a log line', () => {
  it('is one JSON object with level, message, time, service and its fields', () => {
    const { log, logged } = captured();

    log.warn('too slow', { file_id: 'f1', duration_ms: 12 });

    expect(logged()).toEqual([
      {
        level: 'WARN',
        message: 'too slow',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        service: 'inspect',
        file_id: 'f1',
        duration_ms: 12,
      },
    ]);
  });

  it('drops every field that is not on the list, at run time too', () => {
    const { log, lines } = captured();
    const fields = { file_id: 'f1', authorization: 'CANARY', body: { filename: 'CANARY' }, url: 'CANARY' };

    log.info('done', fields as LogFields);

    expect(lines.join()).toContain('f1');
    expect(lines.join()).not.toContain('CANARY');
  });

  it('does not compile with a field that is not on the list', () => {
    // @ts-expect-error a url is not for the log
    captured().log.info('done', { url: 'https://x.test' });
  });

  it('cuts values that are longer than a fact', () => {
    const { log, logged } = captured();

    log.info('done', { detail: 'x'.repeat(5000) });

    expect(logged()[0]?.detail).toHaveLength(1000);
  });

  it('stays one line whatever is in it', () => {
    const { log, lines } = captured();

    log.info('two\nlines', { detail: '\n{"level":"ERROR"}' });

    expect(lines[0]?.split('\n')).toHaveLength(1);
  });

  it('cleans its message and its values', () => {
    const { log, lines } = captured();

    log.info('got https://s3.test/k?X-Amz-Signature=CANARY', { detail: 'Bearer CANARY' });

    expect(lines.join()).not.toContain('CANARY');
  });

  it('names the trace it belongs to', () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1');
    const { log, logged } = captured();

    log.info('done');
    vi.unstubAllEnvs();

    expect(logged()[0]?.xray_trace_id).toBe('1-5759e988-bd862e3fe1be46a994272793');
  });

  it('goes to stdout when nobody else wants it', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

    createLog({ service: 'inspect' }).info('done');

    expect(write).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^\{.*"done".*\}\n$/));
  });
});

describe('a log bound to fields', () => {
  it('carries them in every line, and its own over them', () => {
    const { log, logged } = captured();
    const bound = log.with({ file_id: 'f1', task: 'a' }).with({ task: 'b' });

    bound.info('one');
    bound.error('two', { task: 'c' });
    log.info('three');

    expect(logged()).toMatchObject([{ file_id: 'f1', task: 'b' }, { file_id: 'f1', task: 'c' }, { message: 'three' }]);
    expect(logged()[2]).not.toHaveProperty('file_id');
  });
});

describe('the level', () => {
  it('keeps the quieter lines out', () => {
    const { log, logged } = captured('WARN');

    log.info('no');
    log.warn('yes');

    expect(logged()).toMatchObject([{ message: 'yes' }]);
  });
});

describe('an error in the log', () => {
  it('has name, code, message, stack and causes, and nothing else of it', () => {
    const { log, logged, lines } = captured();
    const cause = Object.assign(new Error('socket closed'), { code: 'ECONNRESET' });
    const error = Object.assign(new Error('could not read', { cause }), {
      name: 'ReadError',
      $response: { headers: { authorization: 'CANARY' } },
      config: 'CANARY',
    });

    log.error('failed', { error });

    expect(logged()[0]?.error).toEqual({
      name: 'ReadError',
      message: 'could not read',
      stack: expect.stringContaining('create-log.test'),
      cause: { name: 'Error', message: 'socket closed', code: 'ECONNRESET', stack: expect.any(String) },
    });
    expect(lines.join()).not.toContain('CANARY');
  });

  it('loses secrets from message, stack and causes', () => {
    const { log, lines } = captured();
    const url = 'https://s3.test/k?X-Amz-Signature=CANARY';

    log.error(`failed at ${url}`, { error: new Error(`GET ${url}`, { cause: new Error(`Bearer CANARY`) }) });

    expect(lines.join()).not.toContain('CANARY');
  });

  it('ends, even when it causes itself', () => {
    const { log, lines } = captured();
    const error = new Error('loop');
    error.cause = error;

    log.error('failed', { error });

    expect(lines).toHaveLength(1);
  });

  it.each(['text', 7, null])('may be no Error: %s', (thrown) => {
    const { log, logged } = captured();

    log.error('failed', { error: thrown });

    expect(logged()[0]?.error).toEqual({ name: typeof thrown, message: String(thrown) });
  });
});
