import { describe, expect, it } from 'vitest';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { entitiesAnalyzer } from './entities-analyzer.ts';
import { sentimentAnalyzer } from './sentiment-analyzer.ts';

const { signal } = new AbortController();
const entitiesOf = async (text: string) => (await entitiesAnalyzer.analyze(textSubject(text), signal)).entities;
const sentimentOf = async (text: string) => (await sentimentAnalyzer.analyze(textSubject(text), signal)).sentiment;

describe('entities', () => {
  it('are people, places, organizations, dates and money of an English text', async () => {
    expect((await entitiesOf(TEXTS.review))?.value).toEqual([
      { type: 'person', text: 'Angela Merkel' },
      { type: 'place', text: 'Berlin' },
      { type: 'money', text: '$300' },
      { type: 'organization', text: 'Acme Corporation' },
    ]);
    expect((await entitiesOf(TEXTS.invoice))?.value).toEqual(
      expect.arrayContaining([
        { type: 'date', text: '12 March 2024' },
        { type: 'percentage', text: '20%' },
      ]),
    );
  });

  it('are each told once, where they are first seen', async () => {
    const text = 'We went to Berlin by train. The streets of Berlin were full of people that morning.';
    const finding = await entitiesOf(text);
    expect(finding?.value).toEqual([{ type: 'place', text: 'Berlin' }]);
    expect(finding?.evidence).toEqual([{ page: 1, start: 11, end: 17, quote: 'Berlin' }]);
  });

  it.each([TEXTS.letter, TEXTS.museum, TEXTS.biblioteca])('are not looked for in another language', async (text) => {
    expect(await entitiesOf(text)).toBeUndefined();
  });
});

describe('sentiment', () => {
  it('tells glad from sorry English', async () => {
    const glad = await sentimentOf('What a wonderful day. I love this beautiful place and its happy people.');
    const sorry = await sentimentOf('This was a terrible experience. The food was awful and the staff hated us.');
    expect(glad?.value).toBeGreaterThan(0.5);
    expect(sorry?.value).toBeLessThan(-0.5);
    expect(sorry?.evidence?.[0]).toMatchObject({ page: 1, quote: expect.stringContaining('awful') });
  });

  it('is unsure of a text without any', async () => {
    expect(await sentimentOf('The table is in the room. The room has four walls.')).toMatchObject({ value: 0 });
    expect((await sentimentOf('The table is in the room. The room has four walls.'))?.confidence).toBeLessThan(0.5);
  });

  it('is not guessed in another language', async () => {
    expect(await sentimentOf(TEXTS.letter)).toBeUndefined();
  });
});
