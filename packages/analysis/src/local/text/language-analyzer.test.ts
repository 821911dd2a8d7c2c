import { describe, expect, it } from 'vitest';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { rateLanguage } from './detect-language.ts';
import { languageAnalyzer } from './language-analyzer.ts';

const { signal } = new AbortController();
const look = async (text: string) => (await languageAnalyzer.analyze(textSubject(text), signal)).language;

describe('the language of a text', () => {
  it.each([
    ['en', TEXTS.review],
    ['de', TEXTS.letter],
    ['fr', TEXTS.museum],
    ['es', TEXTS.biblioteca],
  ])('is %s, and sure', async (language, text) => {
    const finding = await look(text);
    expect(finding?.value).toBe(language);
    expect(finding?.confidence).toBeGreaterThan(0.8);
  });

  it.each(['ok', 'Guten Tag', '4711 0815 12.50', '?!'])('is not guessed from %j', async (text) => {
    expect(await look(text)).toBeUndefined();
  });

  it('is surer the more there is to read and the farther the next language lags behind', () => {
    const facts = { letters: 60, lead: 0.1, reliable: true };
    expect(rateLanguage({ ...facts, letters: 200 })).toBeGreaterThan(rateLanguage(facts));
    expect(rateLanguage({ ...facts, lead: 0.2 })).toBeGreaterThan(rateLanguage(facts));
    expect(rateLanguage({ ...facts, reliable: false })).toBeLessThan(0.5);
  });
});
