import { afterEach, describe, expect, it } from 'vitest';
import { scannerContract } from '../../../core/src/inspect/scanner.contract.ts';
import { type ClamdBehaviour, type FakeClamd, startFakeClamd } from '../testing/fake-clamd.ts';
import { createClamdScanner } from './clamd-scanner.ts';

const running: FakeClamd[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});
async function start(
  behave: (content: Buffer) => ClamdBehaviour,
  config: { maxBytes?: number; timeoutMs?: number } = {},
) {
  const clamd = await startFakeClamd(behave);
  running.push(clamd);
  const scanner = createClamdScanner({ host: '127.0.0.1', port: clamd.port, maxBytes: 1_000_000, ...config });
  return { clamd, scanner };
}
const signature = (content: Buffer): ClamdBehaviour => ({
  reply: content.includes('evil') ? 'stream: Test.Evil FOUND' : 'stream: OK',
});

describe('clamd', () =>
  scannerContract(async () => ({
    scanner: (await start(signature)).scanner,
    malware: { bytes: new TextEncoder().encode('evil twin'), signature: 'Test.Evil' },
  })));

describe('a content that clamd is given', () => {
  const scan = async (scanner: ReturnType<typeof createClamdScanner>, ...chunks: readonly Uint8Array[]) => {
    const one = scanner.open();
    for (const chunk of chunks) await one.feed(chunk);
    return one.finish();
  };

  it('comes whole and in order, however large its chunks are', async () => {
    const { clamd, scanner } = await start(() => ({ reply: 'stream: OK' }));
    const chunks = [1, 70_000, 0, 300_000, 5].map((size, i) => new Uint8Array(size).fill(i));
    expect(await scan(scanner, ...chunks)).toEqual({ verdict: 'clean' });
    expect(clamd.received()[0]?.equals(Buffer.concat(chunks))).toBe(true);
  });

  it('is too large above what it takes, by a byte, and then is not sent any further', async () => {
    const { scanner } = await start(() => ({ reply: 'stream: OK' }), { maxBytes: 10 });
    expect(await scan(scanner, new Uint8Array(10))).toEqual({ verdict: 'clean' });
    expect(await scan(scanner, new Uint8Array(10), new Uint8Array(1))).toEqual({ verdict: 'too_large', maxBytes: 10 });
  });

  it('is too large when the daemon says so before it has everything', async () => {
    const { scanner } = await start(() => ({ after: 100, reply: 'INSTREAM size limit exceeded. ERROR' }));
    const chunks = Array.from({ length: 50 }, () => new Uint8Array(10_000));
    expect(await scan(scanner, ...chunks)).toEqual({ verdict: 'too_large', maxBytes: 1_000_000 });
  });

  it.each(["stream: Can't allocate memory ERROR", 'something else', ''])(
    'of which it says %j is not clean',
    async (reply) => {
      const { scanner } = await start(() => ({ reply }));
      expect(await scan(scanner, new Uint8Array(3))).toMatchObject({ verdict: 'unscannable' });
    },
  );

  it.each(['hangs up', 'stays silent', 'floods'] as const)('is not clean when the daemon %s', async (does) => {
    const { scanner } = await start(() => ({ does }), { timeoutMs: 100 });
    await expect(scan(scanner, new Uint8Array(3))).rejects.toMatchObject({
      name: 'ScannerUnavailable',
      message: expect.stringMatching(/^clamd at 127\.0\.0\.1:\d+ did not answer: /),
    });
  });

  it('is not clean when there is no daemon', async () => {
    const { clamd, scanner } = await start(() => ({ reply: 'stream: OK' }));
    await clamd.close();
    running.length = 0;
    await expect(scan(scanner, new Uint8Array(3))).rejects.toMatchObject({ name: 'ScannerUnavailable' });
  });

  it('is left in peace when its reader gives up', async () => {
    const { clamd, scanner } = await start(() => ({ reply: 'stream: OK' }));
    const one = scanner.open();
    await one.feed(new Uint8Array(3));
    one.abort();
    expect(await scan(scanner, new Uint8Array(4))).toEqual({ verdict: 'clean' });
    expect(clamd.received().map(({ length }) => length)).toEqual([4]);
  });
});
