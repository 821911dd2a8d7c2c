import type { UploadStatus } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { createCreateUpload } from './create-upload.ts';
import { decideUpload } from './decide-upload.ts';
import { caller, setUpUpload, small } from './set-up-upload.ts';
import type { Upload } from './upload-record.ts';

const MINUTE = 60_000;

async function declared(more: Partial<Upload> = {}): Promise<Upload> {
  const { deps } = setUpUpload();
  return { ...(await createCreateUpload(deps)(caller, 'key-1', small)).upload, ...more };
}

/** Minutes after its declaration at which an upload is looked at, as long as it is looked at on time. */
function looksOf(upload: Upload, most: number): number[] {
  const looks: number[] = [];
  let current = upload;
  while (current.lookAt !== undefined && looks.length < most) {
    looks.push((Date.parse(current.lookAt) - Date.parse(upload.createdAt)) / MINUTE);
    const decision = decideUpload(current, { type: 'looked' }, current.lookAt);
    if (decision.outcome !== 'changed') break;
    current = decision.upload;
  }
  return looks;
}

describe('when an upload is looked at', () => {
  it('while nothing happens: each time twice as late, then every hour', async () => {
    expect(looksOf(await declared(), 9)).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });

  it('for a week at most some 170 times, the last of them when it expires', async () => {
    const looks = looksOf(await declared(), 173);
    expect(looks).toHaveLength(173);
    expect(looks).toContain(7 * 24 * 60);
    expect(looks.filter((minutes) => minutes < 7 * 24 * 60).length).toBeLessThan(175);
  });

  it.each<UploadStatus>(['aborted', 'expired', 'failed'])(
    'when it is %s: soon, and once more when no signed URL works any longer',
    async (status) => {
      expect(looksOf(await declared({ status }), 9)).toEqual([1, 61]);
    },
  );

  it('once it is completed: only where its event was lost', async () => {
    const completed = decideUpload(
      await declared(),
      { type: 'completed', versionId: 'v' },
      new Date(fixedClock()()).toISOString(),
    );
    expect(completed.outcome === 'changed' && looksOf(completed.upload, 9)).toEqual([5]);
  });

  it('is no news of it', async () => {
    const upload = await declared();
    const decision = decideUpload(upload, { type: 'looked' }, upload.lookAt ?? '');
    expect(decision).toMatchObject({ outcome: 'changed', facts: [], upload: { updatedAt: upload.updatedAt } });
  });
});
