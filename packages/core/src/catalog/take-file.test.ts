import { describe, expect, it } from 'vitest';
import type { FileRecord } from '../history/index.ts';
import { caller, setUpUpload } from '../upload/set-up-upload.ts';
import { createTakeFile } from './take-file.ts';

const bytes = new Uint8Array(Buffer.from('hello'));
const request = { filename: 'a.txt', mimeType: 'text/plain' };

function setUp(onPause: (pauses: number) => Promise<void> | void = () => {}) {
  const { deps, ports, clock } = setUpUpload();
  let pauses = 0;
  const pause = async (milliseconds: number) => {
    clock.advance(milliseconds);
    pauses += 1;
    await onPause(pauses);
  };
  const take = createTakeFile({ ...deps, history: ports.history, pause });
  return {
    clock,
    pauses: () => pauses,
    take: (waitSeconds: number): Promise<FileRecord> => take(caller, 'key', request, bytes, waitSeconds),
  };
}

describe('taking a small file whole', () => {
  it('answers it as it is when nobody waits', async () => {
    const { take, pauses } = setUp();
    expect(await take(0)).toMatchObject({ status: 'uploaded', filename: 'a.txt', sizeBytes: 5 });
    expect(pauses()).toBe(0);
  });

  it('waits no longer than asked, counted from the call', async () => {
    const { take, clock } = setUp();
    const start = clock();
    expect(await take(25)).toMatchObject({ status: 'uploaded' });
    expect(clock() - start).toBeGreaterThan(23_000);
    expect(clock() - start).toBeLessThanOrEqual(25_000);
  });
});
