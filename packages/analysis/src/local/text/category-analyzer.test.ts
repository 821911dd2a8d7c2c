import type { Subject } from '@sluice/core/understand';
import { describe, expect, it } from 'vitest';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { categoryAnalyzer } from './category-analyzer.ts';

const { signal } = new AbortController();
const look = async (subject: Subject) => (await categoryAnalyzer.analyze(subject, signal)).category;

const RECEIPT =
  'CORNER SHOP\nReceipt 0042\nBread 2.10\nMilk 1.20\nTotal 3.30\nCash 5.00\nChange due 1.70\nThank you for shopping with us';
const REPORT =
  'Annual Report 2024\nTable of contents\n1 Introduction\n2 Findings\n3 Conclusions\nThis year the library lent more books.';
const CARTA =
  'Estimada señora García:\nLe escribo para darle las gracias por su visita a nuestra ciudad.\nAtentamente,\nJuan Pérez';

describe('the category of a text', () => {
  it.each([
    ['invoice', TEXTS.invoice],
    ['invoice', TEXTS.rechnung],
    ['receipt', RECEIPT],
    ['letter', TEXTS.letter],
    ['letter', CARTA],
    ['contract', TEXTS.contrat],
    ['report', REPORT],
    ['source_code', TEXTS.code],
    ['list', TEXTS.list],
    ['data', 'name;city;age\nAnn;Rome;31\nBob;Oslo;28\nCai;Lima;45'],
  ])('is %s by its words or its layout', async (category, text) => {
    const finding = await look(textSubject(text));
    expect(finding?.value).toBe(category);
    expect(finding?.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it('is a weak guess for prose that is nothing in particular', async () => {
    const sentence = 'The river runs through the valley and the people of the valley live from what it brings. ';
    expect(await look(textSubject(`${sentence.repeat(6)}\n${sentence.repeat(6)}`))).toMatchObject({
      value: 'article',
      confidence: 0.5,
    });
    expect(await look(textSubject(sentence))).toMatchObject({ value: 'other', confidence: 0.3 });
  });

  it.each([
    ['spreadsheet', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'document', 'a.xlsx'],
    ['spreadsheet', 'application/vnd.oasis.opendocument.spreadsheet', 'document', 'a.ods'],
    ['presentation', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'document', 'a.pptx'],
    ['data', 'text/csv', 'data', 'a.csv'],
    ['data', 'application/json', 'data', 'a.json'],
    ['source_code', 'text/plain', 'text', 'main.py'],
    ['source_code', 'text/javascript', 'text', 'a.js'],
  ] as const)('is %s by its type %s', async (category, mimeType, kind, filename) => {
    const finding = await look({ filename, mimeType, kind, pages: [TEXTS.invoice] });
    expect(finding).toMatchObject({ value: category, confidence: 0.95 });
  });

  it('shows the words that decided, on their page', async () => {
    const finding = await look(textSubject('First page.', TEXTS.rechnung));
    expect(finding?.evidence).toContainEqual({ page: 2, start: 22, end: 30, quote: 'Rechnung' });
  });

  it('is less sure when words of another sort are there as well', async () => {
    const alone = await look(textSubject(TEXTS.contrat));
    const mixed = await look(textSubject(`${TEXTS.contrat}\nMadame, Monsieur\nCordialement`));
    expect(mixed?.confidence).toBeLessThan(alone?.confidence ?? 0);
  });
});
