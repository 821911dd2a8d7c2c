import { describe, expect, it } from 'vitest';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { keywordsAnalyzer } from './keywords-analyzer.ts';

const { signal } = new AbortController();
const look = async (...pages: string[]) => (await keywordsAnalyzer.analyze(textSubject(...pages), signal)).keywords;

describe('keywords', () => {
  it.each([
    ['camera', TEXTS.review],
    ['bibliothek', TEXTS.letter],
    ['musée', TEXTS.museum],
    ['biblioteca', TEXTS.biblioteca],
  ])('begin with what comes back most: %s', async (keyword, text) => {
    const finding = await look(text);
    expect(finding?.value).toEqual(expect.arrayContaining([keyword]));
    expect(finding?.evidence?.[0]?.quote?.toLowerCase()).toBe(keyword);
  });

  it('are phrases where words keep company', async () => {
    const text = 'The solar panel is new. Every solar panel needs sun, and a solar panel needs space. Sun is free.';
    const finding = await look(text);
    expect(finding?.value).toEqual(expect.arrayContaining(['solar panel', 'sun']));
    expect(finding?.value).not.toEqual(expect.arrayContaining(['panel']));
  });

  it('are ten at most, and no stop words or numbers', async () => {
    const finding = await look(`${TEXTS.review} ${TEXTS.invoice}`);
    expect(finding?.value).toHaveLength(10);
    for (const word of ['the', 'and', '2024', 'is']) expect(finding?.value).not.toEqual(expect.arrayContaining([word]));
  });

  it('are surer the more there is to count', async () => {
    const short = await look(TEXTS.review);
    const long = await look(...Array.from({ length: 12 }, () => TEXTS.review));
    expect(long?.confidence).toBeGreaterThan(short?.confidence ?? 1);
  });

  it('are unsure in a language whose stop words are not known', async () => {
    const swedish =
      'Biblioteket i staden är stängt under sommaren. Biblioteket öppnar igen i september med nya böcker. ';
    expect((await look(swedish.repeat(60)))?.confidence).toBeLessThanOrEqual(0.4);
  });
});
