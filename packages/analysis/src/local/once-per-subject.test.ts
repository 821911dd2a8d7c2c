import { describe, expect, it, vi } from 'vitest';
import { textSubject } from '../testing/analyze-subject.ts';
import { oncePerSubject } from './once-per-subject.ts';

const { signal } = new AbortController();

describe('what is asked once a subject', () => {
  it('is made once for all who ask, and again for another subject', async () => {
    const make = vi.fn(async () => 'answer');
    const ask = oncePerSubject(make);
    const subject = textSubject('a');
    await Promise.all([ask(subject, signal), ask(subject, signal)]);
    expect(make).toHaveBeenCalledTimes(1);
    await ask(textSubject('a'), signal);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('fails once for all who ask', async () => {
    const make = vi.fn(async () => {
      throw new Error('broken');
    });
    const ask = oncePerSubject(make);
    const subject = textSubject('a');
    await expect(ask(subject, signal)).rejects.toThrow('broken');
    await expect(ask(subject, signal)).rejects.toThrow('broken');
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('is asked again after an aborted run', async () => {
    const make = vi.fn(async (_: unknown, { aborted }: AbortSignal) => {
      if (aborted) throw new Error('too late');
      return 'answer';
    });
    const ask = oncePerSubject(make);
    const subject = textSubject('a');
    await expect(ask(subject, AbortSignal.abort())).rejects.toThrow('too late');
    await expect(ask(subject, signal)).resolves.toBe('answer');
  });
});
