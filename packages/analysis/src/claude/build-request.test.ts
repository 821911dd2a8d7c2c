import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPath } from '../testing/fake-reply.ts';
import { INVOICE, pictureSubject } from '../testing/subjects.ts';
import { buildRequest } from './build-request.ts';

const content = (built: unknown): readonly unknown[] => {
  const blocks = readPath(built, 'params', 'messages', 0, 'content');
  return Array.isArray(blocks) ? blocks : [];
};
const lastText = (built: unknown): string => String(readPath(content(built).at(-1), 'text'));

describe('a request', () => {
  it('asks for what is wanted and nothing else', async () => {
    const built = await buildRequest(INVOICE, ['category', 'tags'], 'claude-haiku-5-5');
    const schema = readPath(built, 'params', 'output_config', 'format', 'schema');
    expect(Object.keys(Object(readPath(schema, 'properties')))).toEqual(['category', 'tags']);
    expect(readPath(schema, 'required')).toEqual(['category', 'tags']);
    expect(readPath(schema, 'additionalProperties')).toBe(false);
    expect(lastText(built)).toMatch(/- category: .*\n- tags: .*\nPages given: 1, 2, 3 of 3\.$/);
  });

  it('of a picture carries it with at most 1024 pixels a side, and asks for no quotes', async () => {
    const built = await buildRequest(await pictureSubject(1920), ['description', 'text'], 'claude-haiku-5-5');
    expect(built?.prompt.name).toBe('describe-picture');
    const image = Buffer.from(String(readPath(content(built)[1], 'source', 'data')), 'base64');
    expect(await sharp(image).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 512 });
    expect(JSON.stringify(built?.params.output_config)).not.toContain('evidence');
    expect(built?.params.max_tokens).toBe(4096);
  });

  it('of a picture in which text was read carries both', async () => {
    const subject = { ...(await pictureSubject(64)), pages: ['STOP'] };
    const built = await buildRequest(subject, ['description'], 'claude-haiku-5-5');
    expect(content(built).map((block) => readPath(block, 'type'))).toEqual(['document', 'image', 'document', 'text']);
    expect(JSON.stringify(built?.params.output_config)).toContain('evidence');
  });

  it('of a document with text leaves its picture out; of one without, looks at it', async () => {
    const { picture = new Uint8Array() } = await pictureSubject(64);
    const types = async (pages: readonly string[]) =>
      content(await buildRequest({ ...INVOICE, pages, picture }, ['summary'], 'm')).map((block) =>
        readPath(block, 'type'),
      );
    expect(await types(['Some text'])).toEqual(['document', 'document', 'text']);
    expect(await types(['  \n', ''])).toEqual(['document', 'image', 'text']);
  });

  it('says what was left out and what was cut', async () => {
    const pages = Array.from({ length: 9 }, (_, index) => `${index} `.repeat(20_000));
    const built = await buildRequest({ ...INVOICE, pages }, ['summary'], 'm');
    expect(lastText(built)).toMatch(
      /Pages given: 1, 2, 9 of 9\.\nOf these pages only the beginning is given: 1, 2, 9\.$/,
    );
  });

  it('can be sent whatever the name and the text are', async () => {
    const built = await buildRequest({ ...INVOICE, filename: ' ', pages: ['a\ud800b'] }, ['summary'], 'm');
    expect(readPath(content(built)[0], 'source', 'data')).toBe('(blank)');
    expect(readPath(content(built)[1], 'source', 'data')).toBe('a\ufffdb');
  });

  it('is not made when there is nothing to look at, or nothing that can be asked', async () => {
    const { pages: _, ...empty } = INVOICE;
    expect(await buildRequest(empty, ['summary'], 'm')).toBeUndefined();
    expect(await buildRequest(INVOICE, ['text'], 'm')).toBeUndefined();
  });
});
