import { describe, expect, it } from 'vitest';
import { compareTypes } from './compare-types.ts';

describe('comparing the declared type with the bytes', () => {
  it.each([
    ['image/jpeg', 'image/jpeg', 'image', 'agrees'],
    ['application/octet-stream', 'image/jpeg', 'image', 'agrees'],
    ['text/markdown', 'text/plain', 'text', 'agrees'],
    ['text/plain', 'text/html', 'text', 'agrees'],
    ['text/csv', 'text/plain', 'text', 'agrees'],
    ['application/json', 'text/plain', 'text', 'agrees'],
    ['image/bmp', 'image/x-ms-bmp', 'image', 'agrees'],
    ['image/png', 'application/x-empty', 'empty', 'agrees'],
    ['image/png', 'image/jpeg', 'image', 'differs'],
    ['text/csv', 'application/json', 'data', 'differs'],
    ['image/png', 'application/octet-stream', 'other', 'differs'],
    ['image/png', 'application/x-elf', 'executable', 'pretends'],
    ['image/png', 'application/zip', 'archive', 'pretends'],
    ['application/pdf', 'image/png', 'image', 'pretends'],
    ['text/plain', 'application/x-elf', 'executable', 'pretends'],
    ['text/plain', 'application/zip', 'archive', 'pretends'],
    ['application/pdf', 'application/zip', 'archive', 'pretends'],
    ['application/json', 'application/pdf', 'document', 'pretends'],
    ['application/msword', 'image/jpeg', 'image', 'pretends'],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/zip',
      'archive',
      'differs',
    ],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/x-cfb',
      'document',
      'differs',
    ],
    ['application/postscript', 'application/pdf', 'document', 'differs'],
    ['application/x-sketch', 'application/zip', 'archive', 'differs'],
    ['video/mp4', 'image/heic', 'image', 'differs'],
  ] as const)('%s over %s (%s) %s', (declared, mimeType, kind, verdict) => {
    expect(compareTypes(declared, { mimeType, kind })).toBe(verdict);
  });
});
