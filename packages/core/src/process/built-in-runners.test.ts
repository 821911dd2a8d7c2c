import { readDocument, renderImage } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { DEFAULT_DOCUMENT_LIMITS, type ReadDocument } from './document-reader.ts';
import type { RenderedImage } from './image-renderer.ts';
import { inMemoryTaskInput } from './in-memory-task-input.ts';
import { DEFAULT_RENDITIONS, MAX_READABLE_BYTES, MAX_RENDERABLE_BYTES } from './plan-jobs.ts';
import { createReadDocument } from './read-document.ts';
import { createRenderImage } from './render-image.ts';

const nothing = {
  stream: () => {
    throw new Error('it was read');
  },
  read: async () => new Uint8Array(),
};

describe('render_image', () => {
  const parameters = z.parse(renderImage.parameters, { renditions: DEFAULT_RENDITIONS });
  const picture: RenderedImage = {
    ...{ outcome: 'rendered', placeholder: 'hash', width: 4, height: 3 },
    renditions: [{ name: 'thumbnail', mimeType: 'image/jpeg', width: 4, height: 3, bytes: new Uint8Array(7) }],
  };
  const render = (image: RenderedImage) => createRenderImage({ render: async () => image });

  it('puts every rendition, and finds the placeholder', async () => {
    const { input, outputs } = inMemoryTaskInput(new Uint8Array(3), { parameters, mimeType: 'image/jpeg' });
    expect(await render(picture)(input)).toEqual({
      outcome: 'succeeded',
      findings: { placeholder: { value: 'hash', confidence: 1, source: 'process' } },
    });
    expect(Object.fromEntries(outputs)).toEqual({
      thumbnail: { mimeType: 'image/jpeg', width: 4, height: 3, bytes: new Uint8Array(7) },
    });
  });

  it('answers what speaks against the content', async () => {
    const { input, outputs } = inMemoryTaskInput(new Uint8Array(3), { parameters, mimeType: 'image/jpeg' });
    const bad = { outcome: 'too_many_pixels', detail: '9 pixels' } as const;
    expect(await render(bad)(input)).toEqual(bad);
    expect(outputs.size).toBe(0);
  });

  it('does not read what it could not hold', async () => {
    const content = { ...nothing, sizeBytes: MAX_RENDERABLE_BYTES + 1 };
    const { input } = inMemoryTaskInput(content, { parameters, mimeType: 'image/tiff' });
    expect(await render(picture)(input)).toMatchObject({ outcome: 'too_large' });
  });
});

describe('read_document', () => {
  const parameters = z.parse(readDocument.parameters, { preview_pages: 1 });
  const document: ReadDocument = {
    outcome: 'read',
    pages: [
      { text: 'first\fpage', confidence: 1 },
      { text: 'second page', confidence: 0.8 },
    ],
    truncated: true,
    facts: { pages: 7, title: 'Report', changes: { inserted: 1, deleted: 2 } },
    previews: [{ name: 'page_1', mimeType: 'image/webp', width: 3, height: 4, bytes: new Uint8Array(5) }],
  };
  const read = async (given: ReadDocument) => {
    const asked: unknown[] = [];
    const run = createReadDocument({
      read: async (content, mimeType, limits) => {
        asked.push([content.length, mimeType, limits]);
        return given;
      },
    });
    const { input, outputs } = inMemoryTaskInput(new Uint8Array(3), { parameters, mimeType: 'application/pdf' });
    return { answer: await run(input), asked, outputs };
  };

  it('puts the text, pages apart by a form feed, and the looks of the pages', async () => {
    const { asked, outputs } = await read(document);
    expect(asked).toEqual([[3, 'application/pdf', { ...DEFAULT_DOCUMENT_LIMITS, previewPages: 1 }]]);
    expect(new TextDecoder().decode(outputs.get('text')?.bytes)).toBe('first\npage\fsecond page');
    expect(outputs.get('page_1')).toMatchObject({ mimeType: 'image/webp', width: 3, height: 4 });
  });

  it('finds what the document says of itself, as sure as the least sure page', async () => {
    const { answer } = await read(document);
    expect(answer).toEqual({
      outcome: 'succeeded',
      findings: {
        document: {
          value: { pages: 7, title: 'Report', changes: { inserted: 1, deleted: 2 }, truncated: true },
          confidence: 0.8,
          source: 'process',
        },
      },
    });
    expect(JSON.stringify(answer)).not.toContain('second page');
  });

  it('puts no text where there are no words', async () => {
    const { outputs } = await read({ ...document, pages: [{ text: ' \n', confidence: 1 }] });
    expect([...outputs.keys()]).toEqual(['page_1']);
  });

  it('answers what speaks against the content', async () => {
    const bad = { outcome: 'expansion_too_high', detail: '400 MB inside' } as const;
    expect((await read(bad)).answer).toEqual(bad);
  });

  it('does not read what it could not hold', async () => {
    const content = { ...nothing, sizeBytes: MAX_READABLE_BYTES + 1 };
    const { input } = inMemoryTaskInput(content, { parameters, mimeType: 'application/pdf' });
    const run = createReadDocument({ read: async () => document });
    expect(await run(input)).toMatchObject({ outcome: 'too_large' });
  });
});
