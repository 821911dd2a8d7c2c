import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineScanners } from './combine-scanners.ts';
import { inMemoryScanner } from './in-memory-scanner.ts';
import { scannerContract } from './scanner.contract.ts';
import type { Scanner, ScanVerdict } from './scanner.ts';

const malware = { bytes: new TextEncoder().encode('evil twin'), signature: 'Test.Evil' };

describe('in memory', () =>
  scannerContract(async () => ({ scanner: inMemoryScanner({ evil: 'Test.Evil' }), malware })));
describe('several as one', () =>
  scannerContract(async () => ({
    scanner: combineScanners([inMemoryScanner({ other: 'Test.Other' }), inMemoryScanner({ evil: 'Test.Evil' })]),
    malware,
  })));

const saying = (verdict: ScanVerdict): Scanner => ({
  open: () => ({ feed: async () => {}, finish: async () => verdict, abort: () => {} }),
});

describe('several scanners', () => {
  const verdict = fc.oneof(
    fc.constant<ScanVerdict>({ verdict: 'clean' }),
    fc.constant<ScanVerdict>({ verdict: 'infected', signature: 'x' }),
    fc.constant<ScanVerdict>({ verdict: 'unscannable', detail: 'x' }),
    fc.constant<ScanVerdict>({ verdict: 'too_large', maxBytes: 1 }),
  );

  it('call clean only what all of them call clean, and infected what one of them does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(verdict), async (verdicts) => {
        const kinds = verdicts.map((one) => one.verdict);
        const told = (await combineScanners(verdicts.map(saying)).open().finish()).verdict;
        expect(told === 'clean').toBe(kinds.every((kind) => kind === 'clean'));
        expect(told === 'infected').toBe(kinds.includes('infected'));
      }),
    );
  });
});
