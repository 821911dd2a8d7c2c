import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCursorSeal } from './seal-cursor.ts';

const scope = { operationId: 'listFiles', tenantId: 'acme' };
const { seal, open } = createCursorSeal(async () => 'secret');

describe('a sealed cursor', () => {
  it('opens to the position it was made of', async () => {
    const property = fc.asyncProperty(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      async (position) => (await open(scope, await seal(scope, position))) === position,
    );
    await fc.assert(property);
  });

  it.each([
    ['another tenant', { ...scope, tenantId: 'globex' }],
    ['another list', { ...scope, operationId: 'listUploads' }],
  ])('does not open for %s', async (_, other) => {
    await expect(open(other, await seal(scope, 'x'))).rejects.toThrow(
      expect.objectContaining({ code: 'invalid_cursor' }),
    );
  });

  it('does not open when any byte of it changed', async () => {
    const bytes = Buffer.from(await seal(scope, 'position'), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(open(scope, changed.toString('base64url'))).rejects.toThrow(
        expect.objectContaining({ code: 'invalid_cursor' }),
      );
    }
  });

  it('does not open when it is made up, or sealed with another secret', async () => {
    for (const cursor of ['', 'AAAA', '!!!', await createCursorSeal(async () => 'other').seal(scope, 'x')]) {
      await expect(open(scope, cursor)).rejects.toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
    }
  });
});
