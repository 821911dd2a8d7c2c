import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerContext, readAnswer } from './read-answer.ts';

const context: AnswerContext = {
  wanted: ['category', 'summary', 'entities', 'tags'],
  pages: ['Invoice for Ada Example', 'Total 12 EUR'],
  method: 'claude-haiku-5-5 read-document@1',
};
const valid = {
  category: { value: 'invoice', confidence: 0.8, evidence: [{ page: 1, quote: 'Invoice' }] },
  summary: null,
  entities: null,
  tags: null,
};
const read = (answer: unknown, more: Partial<AnswerContext> = {}) =>
  readAnswer(JSON.stringify(answer), { ...context, ...more });

describe('an answer', () => {
  it('becomes findings; null is no finding', () => {
    expect(read(valid)).toEqual({
      outcome: 'read',
      dropped: [],
      findings: {
        category: {
          value: 'invoice',
          confidence: 0.8,
          source: 'claude',
          method: context.method,
          evidence: [{ page: 1, start: 0, end: 7, quote: 'Invoice' }],
        },
      },
    });
  });

  it('of nulls is an answer without findings', () => {
    expect(read({ ...valid, category: null })).toEqual({ outcome: 'read', findings: {}, dropped: [] });
  });

  it.each([
    ['that nobody wanted', 'description', { value: 'A bill.', confidence: 1, evidence: [] }],
    ['with a confidence above one', 'tags', { value: ['bill'], confidence: 1.01, evidence: [] }],
    ['with a confidence below zero', 'tags', { value: ['bill'], confidence: -0.01, evidence: [] }],
    ['with a confidence in words', 'tags', { value: ['bill'], confidence: 'high', evidence: [] }],
    ['without a confidence', 'tags', { value: ['bill'] }],
    ['with a tag of other signs', 'tags', { value: ['bill', '<b>'], confidence: 1, evidence: [] }],
    ['with too many tags', 'tags', { value: Array(11).fill('bill'), confidence: 1, evidence: [] }],
    ['that is too long', 'summary', { value: 'x'.repeat(1501), confidence: 1, evidence: [] }],
    ['with control characters', 'summary', { value: 'a\u001b[2Jb', confidence: 1, evidence: [] }],
    ['that turns text around', 'summary', { value: 'a\u202eb', confidence: 1, evidence: [] }],
    [
      'whose quotes are all made up',
      'summary',
      { value: 'A bill.', confidence: 1, evidence: [{ page: 1, quote: 'Total' }] },
    ],
    [
      'that names whom the text does not',
      'entities',
      { value: [{ type: 'person', text: 'Eve' }], confidence: 1, evidence: [] },
    ],
  ])('loses a finding %s', (_, name, finding) => {
    const answer = read({ ...valid, [name]: finding });
    expect(Object.keys(answer.outcome === 'read' ? answer.findings : {})).toEqual(['category']);
  });

  it('keeps a finding with one true quote of two, and loses the other quote', () => {
    const evidence = [...valid.category.evidence, { page: 2, quote: 'Invoice' }];
    const answer = read({ ...valid, category: { ...valid.category, evidence } });
    expect(answer).toMatchObject({ findings: { category: { evidence: [{ page: 1 }] } }, dropped: [] });
  });

  it('keeps the entities that stand in the text', () => {
    const value = [
      { type: 'person', text: 'Ada  Example', approved: true },
      { type: 'person', text: 'Eve' },
    ];
    const answer = read({ ...valid, entities: { value, confidence: 0.5, evidence: [] } });
    expect(answer).toMatchObject({ findings: { entities: { value: [{ type: 'person', text: 'Ada  Example' }] } } });
    expect(JSON.stringify(answer)).not.toContain('approved');
  });

  it('about a picture needs no evidence, and has none', () => {
    const tags = { value: ['sea'], confidence: 0.5, evidence: [{ page: 1, quote: 'sea' }] };
    const answer = read({ tags }, { wanted: ['tags'], pages: [] });
    expect(answer).toMatchObject({ outcome: 'read', findings: { tags: { value: ['sea'] } } });
    expect(JSON.stringify(answer)).not.toContain('evidence');
  });

  it.each([
    ['with nothing of what was wanted', '{"approved":true}'],
    ['that is a list', '[]'],
    ['that is not JSON', '{'],
    ['that is empty', ''],
    ['that is far too long', JSON.stringify({ ...valid, more: 'x'.repeat(200_000) })],
    ['of which nothing can be believed', JSON.stringify({ category: { value: 'PWNED', confidence: 1 } })],
  ])('%s is invalid', (_, text) => {
    expect(readAnswer(text, context)).toMatchObject({ outcome: 'invalid' });
  });

  it('never throws, and never gives more than was wanted, whatever it is', () => {
    const names = fc.constantFrom('category', 'tags', 'entities', 'summary', 'pii', '__proto__', 'source');
    const finding = fc.oneof(
      fc.jsonValue(),
      fc.record({ value: fc.jsonValue(), confidence: fc.double(), evidence: fc.jsonValue() }, { requiredKeys: [] }),
    );
    fc.assert(
      fc.property(fc.dictionary(names, finding), (answer) => {
        const result = read(answer);
        if (result.outcome === 'invalid') return;
        for (const [name, { source, confidence }] of Object.entries(result.findings)) {
          expect(context.wanted).toContain(name);
          expect(source).toBe('claude');
          expect(confidence >= 0 && confidence <= 1).toBe(true);
        }
      }),
    );
  });
});
