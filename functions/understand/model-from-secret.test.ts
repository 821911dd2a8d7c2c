import { noLanguageModel } from '@sluice/core/understand';
import { describe, expect, it } from 'vitest';
import { createModelFromSecret } from './model-from-secret.ts';

const request = {
  subject: { filename: 'a.txt', mimeType: 'text/plain', kind: 'text' as const },
  wanted: ['summary' as const],
  signal: new AbortController().signal,
};

describe('the model of a secret', () => {
  it('is none without a key', async () => {
    const model = createModelFromSecret({
      readKey: async () => 'none',
      createModel: () => ({ ask: () => Promise.reject() }),
    });
    expect(await model.ask(request)).toMatchObject({ outcome: 'unavailable', reason: 'not_configured' });
  });

  it('is made once a key, and anew for another', async () => {
    const keys = ['one', 'one', 'two\n'];
    const made: string[] = [];
    const model = createModelFromSecret({
      readKey: async () => keys.shift() ?? '',
      createModel: (key) => {
        made.push(key);
        return noLanguageModel;
      },
    });
    for (let n = 0; n < 3; n += 1) await model.ask(request);
    expect(made).toEqual(['one', 'two']);
  });

  it('is unavailable while the key cannot be read', async () => {
    const readKey = () => Promise.reject(Object.assign(new Error('secret text'), { name: 'AccessDenied' }));
    const model = createModelFromSecret({ readKey, createModel: () => noLanguageModel });
    const answer = await model.ask(request);
    expect(answer).toMatchObject({ outcome: 'unavailable', reason: 'failed' });
    expect(JSON.stringify(answer)).not.toContain('secret text');
  });
});
