import { describe, expect, it } from 'vitest';
import { REJECTION_REASONS, SOFT_REASONS } from './reasons.ts';
import { PLATFORM_SERVICES, SERVICES, STAGES } from './stages.ts';
import { FILE_STATUSES, isAtRest } from './statuses.ts';

describe('a file', () => {
  it('rests where only a person or a new run moves it', () => {
    expect(FILE_STATUSES.filter((status) => !isAtRest(status))).toEqual([
      'uploaded',
      'inspecting',
      'processing',
      'understanding',
      'publishing',
    ]);
  });
});

describe('the services', () => {
  it('are the six stages in order and the five beside them, each once', () => {
    expect(STAGES).toEqual(['upload', 'inspect', 'process', 'understand', 'review', 'publish']);
    expect(SERVICES).toEqual([...STAGES, ...PLATFORM_SERVICES]);
    expect(new Set(SERVICES).size).toBe(11);
  });
});

describe('a soft reason', () => {
  it('is one a file could be rejected for', () => {
    expect(SOFT_REASONS.filter((reason) => !REJECTION_REASONS.includes(reason))).toEqual([]);
  });
});
