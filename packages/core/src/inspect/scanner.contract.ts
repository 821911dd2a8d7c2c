import { describe, expect, it } from 'vitest';
import type { Scanner } from './scanner.ts';

export type ScannerUnderTest = {
  readonly scanner: Scanner;
  /** Bytes it knows, and what it calls them. */
  readonly malware: { readonly bytes: Uint8Array; readonly signature: string };
};

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every Scanner does. */
export function scannerContract(make: () => Promise<ScannerUnderTest>): void {
  const scan = async (scanner: Scanner, ...chunks: readonly Uint8Array[]) => {
    const one = scanner.open();
    for (const chunk of chunks) await one.feed(chunk);
    return one.finish();
  };

  describe('a scanner', () => {
    it('says of what is harmless that it is clean', async () => {
      const { scanner } = await make();
      expect(await scan(scanner, encode('hello '), encode('world'))).toEqual({ verdict: 'clean' });
    });

    it('says so of nothing at all', async () => {
      const { scanner } = await make();
      expect(await scan(scanner)).toEqual({ verdict: 'clean' });
      expect(await scan(scanner, new Uint8Array())).toEqual({ verdict: 'clean' });
    });

    it('names what it knows, whole or in pieces', async () => {
      const { scanner, malware } = await make();
      const infected = { verdict: 'infected', signature: malware.signature };
      expect(await scan(scanner, malware.bytes)).toEqual(infected);
      const half = Math.floor(malware.bytes.length / 2);
      expect(await scan(scanner, malware.bytes.subarray(0, half), malware.bytes.subarray(half))).toEqual(infected);
    });

    it('keeps contents apart that come at the same time', async () => {
      const { scanner, malware } = await make();
      const [bad, good] = [scanner.open(), scanner.open()];
      await Promise.all([bad.feed(malware.bytes), good.feed(encode('harmless'))]);
      expect(await Promise.all([bad.finish(), good.finish()])).toMatchObject([
        { verdict: 'infected' },
        { verdict: 'clean' },
      ]);
    });

    it('can be left in the middle, and asked again', async () => {
      const { scanner, malware } = await make();
      const left = scanner.open();
      await left.feed(encode('the content ends here'));
      left.abort();
      left.abort();
      expect(await scan(scanner, malware.bytes)).toMatchObject({ verdict: 'infected' });
    });
  });
}
