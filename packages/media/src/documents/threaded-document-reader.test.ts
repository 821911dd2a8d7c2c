import { join } from 'node:path';
import { DEFAULT_DOCUMENT_LIMITS } from '@sluice/core/process';
import { describe, expect, it } from 'vitest';
import { createThreadedDocumentReader } from './threaded-document-reader.ts';

const file = join(import.meta.dirname, '..', 'testing', 'reader-thread.ts');
const setUp = (given: { readonly file?: string } = {}) => {
  const reader = createThreadedDocumentReader({ file, timeoutMs: 1_000, heapMb: 64, ...given });
  return async (text: string) => {
    const document = await reader.read(new TextEncoder().encode(text), 'text/plain', DEFAULT_DOCUMENT_LIMITS);
    return document.outcome === 'read' ? document.pages[0]?.text : document;
  };
};

describe('a reader in a thread', () => {
  it('reads, and stays for the next document', async () => {
    const read = setUp();
    expect(await read('first')).toBe('first, read 1');
    expect(await read('second')).toBe('second, read 2');
  });

  it('reads several at the same time, each for itself', async () => {
    const read = setUp();
    expect(await Promise.all(['a', 'b', 'c'].map(read))).toEqual(['a, read 1', 'b, read 1', 'c, read 1']);
  });

  it.each([
    ['hang', /not read within 1 seconds/],
    ['exit', /died with 7/],
    ['devour', /died: .*memory/],
  ])('is ended by a document that makes it %s, and the next one is read', async (text, detail) => {
    const read = setUp();
    expect(await read(text)).toEqual({ outcome: 'unparseable', detail: expect.stringMatching(detail) });
    expect(await read('next')).toBe('next, read 1');
  });

  it.each([
    ['throw', 'Error', 'the engine is missing'],
    ['recognizer', 'TextRecognitionError', 'the engine of OCR is missing'],
  ])('throws what is not the document’s fault: %s', async (text, name, message) => {
    await expect(setUp()(text)).rejects.toMatchObject({ name, message });
  });

  it('that cannot start is nobody’s fault but ours', async () => {
    await expect(setUp({ file: join(import.meta.dirname, 'no-such-thread.ts') })('first')).rejects.toThrow();
  });
});
