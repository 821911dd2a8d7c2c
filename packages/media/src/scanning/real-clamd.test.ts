import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../../../localstack/processes/wait-until.ts';
import { scannerContract } from '../../../core/src/inspect/scanner.contract.ts';
import { createClamdScanner } from './clamd-scanner.ts';

const CLAMD = ['/usr/sbin/clamd', '/opt/homebrew/sbin/clamd', '/usr/local/sbin/clamd'].find(existsSync);
const MALWARE = Buffer.from('this is malware of our own making');
const MAX_BYTES = 100_000;

/** A port that was free a moment ago. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe.skipIf(CLAMD === undefined)('the real clamd [needs clamav-daemon: sudo apt-get install clamav-daemon]', () => {
  let folder = '';
  let port = 0;
  let daemon: ChildProcess | undefined;
  const scannerOf = () => createClamdScanner({ host: '127.0.0.1', port, maxBytes: MAX_BYTES });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-clamd-'));
    port = await freePort();
    mkdirSync(join(folder, 'signatures'));
    const { length } = MALWARE;
    const digest = createHash('md5').update(MALWARE).digest('hex');
    writeFileSync(join(folder, 'signatures', 'own.hdb'), `${digest}:${length}:Sluice.Test.Whole\n`);
    writeFileSync(
      join(folder, 'clamd.conf'),
      [
        ...['Foreground yes', `TCPSocket ${port}`, 'TCPAddr 127.0.0.1', `TemporaryDirectory ${folder}`],
        ...[`DatabaseDirectory ${join(folder, 'signatures')}`, `StreamMaxLength ${MAX_BYTES}`, 'MaxThreads 4'],
      ].join('\n'),
    );
    daemon = spawn(CLAMD ?? '', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
    await waitUntil(
      'clamd answers',
      () =>
        scannerOf()
          .open()
          .finish()
          .catch(() => undefined),
      { timeoutMs: 30_000 },
    );
  }, 40_000);
  afterAll(async () => {
    const ended = new Promise((resolve) => daemon?.once('exit', resolve));
    daemon?.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  scannerContract(async () => ({
    scanner: scannerOf(),
    malware: { bytes: MALWARE, signature: 'Sluice.Test.Whole.UNOFFICIAL' },
  }));

  it('is never taken to have passed what is too large for it, though it hangs up over that', async () => {
    const generous = createClamdScanner({ host: '127.0.0.1', port, maxBytes: 10 * MAX_BYTES }).open();
    const told = (async () => {
      for (let i = 0; i < 5; i++) await generous.feed(new Uint8Array(60_000));
      return (await generous.finish()).verdict;
    })();
    expect(['too_large', 'ScannerUnavailable']).toContain(await told.catch((error: Error) => error.name));
  });
});
