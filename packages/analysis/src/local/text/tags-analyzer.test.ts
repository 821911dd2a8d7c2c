import { tagsSchema } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { tagsAnalyzer } from './tags-analyzer.ts';

const { signal } = new AbortController();
const look = async (text: string) => (await tagsAnalyzer.analyze(textSubject(text), signal)).tags;

describe('tags of a text', () => {
  it.each([
    [TEXTS.letter, ['letter', 'german', 'bibliothek']],
    [TEXTS.museum, ['french', 'musée']],
    [TEXTS.biblioteca, ['spanish', 'biblioteca', 'libros']],
  ])('are its category, its language and its best words', async (text, tags) => {
    expect((await look(text))?.value).toEqual(tags);
  });

  it('are fit to be tags of a file', async () => {
    const long = 'donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung';
    const finding = await look(`${TEXTS.letter} ${long} ${long} ${long} ${long}`);
    expect(z.safeParse(tagsSchema, finding?.value).success).toBe(true);
  });

  it('are none where nothing is sure', async () => {
    expect(await look('ok 42')).toBeUndefined();
  });
});
