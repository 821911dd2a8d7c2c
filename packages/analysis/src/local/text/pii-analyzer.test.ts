import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textSubject } from '../../testing/analyze-subject.ts';
import { TEXTS } from '../../testing/texts.ts';
import { piiAnalyzer } from './pii-analyzer.ts';
import { passesLuhn } from './pii-patterns.ts';

const { signal } = new AbortController();
const look = async (text: string) => (await piiAnalyzer.analyze(textSubject(text), signal)).pii;
const countsIn = async (text: string) => (await look(text))?.value ?? {};

describe('personal data', () => {
  it.each([
    ['write to a.b+c@mail.example.org now', { email: 1 }],
    ['pay GB82 WEST 1234 5698 7654 32 BIC MIDLGB22', { iban: 1 }],
    ['pay DE89370400440532013000.', { iban: 1 }],
    ['card 4111 1111 1111 1111, 12/29', { credit_card: 1 }],
    ['card 3782-822463-10005', { credit_card: 1 }],
    ['from 192.168.1.10 to 10.0.0.1', { ipv4: 2 }],
    ['from 2001:db8::1 at 12:30:45', { ipv6: 1 }],
    ['call +44 20 7946 0958 or +49 30 901820', { phone: 2 }],
    ['You can call our office in town at (212) 555-2368 during the day', { phone: 1 }],
    ['Sie erreichen unser Büro in der Stadt unter 030 901820 am Vormittag', { phone: 1 }],
  ])('in %j is counted by kind', async (text, counts) => {
    expect(await countsIn(text)).toEqual(counts);
  });

  it.each([
    'GB82 WEST 1234 5698 7654 33', // wrong check digits
    'order 4111 1111 1111 1112', // fails Luhn
    'section 1.2.3.4.5 and version 300.1.1.1',
    'std::string at 12:30:45',
    'Our order in the shop in town has the number 2125552368 and weighs 12 kilos',
    'user@localhost and @name',
    'nothing',
  ])('is not seen in %j', async (text) => {
    expect(await look(text)).toBeUndefined();
  });

  it('is pointed to and never quoted', async () => {
    const { evidence = [] } = (await look(TEXTS.invoice)) ?? {};
    expect(evidence.map(({ start, end }) => TEXTS.invoice.slice(start, end))).toEqual([
      'GB82 WEST 1234 5698 7654 32',
      'billing@acme.example',
      '+44 20 7946 0958',
    ]);
    expect(JSON.stringify(await look(TEXTS.invoice))).not.toMatch(/acme|WEST|7946/);
  });

  it('is as sure as its least sure kind', async () => {
    const mail = await look('a@example.org');
    const both = await look('a@example.org, +44 20 7946 0958');
    expect(both?.confidence).toBeLessThan(mail?.confidence ?? 0);
  });
});

describe('the checksum of a card', () => {
  it('fails when any one digit is another', () => {
    const digits = '4111111111111111';
    expect(passesLuhn(digits)).toBe(true);
    fc.assert(
      fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const changed = (Number(digits[at]) + more) % 10;
        expect(passesLuhn(`${digits.slice(0, at)}${changed}${digits.slice(at + 1)}`)).toBe(false);
      }),
    );
  });
});
