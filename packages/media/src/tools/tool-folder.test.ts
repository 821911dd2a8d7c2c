import { existsSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { contentInMemory } from '@sluice/core/runtime';
import { describe, expect, it } from 'vitest';
import { findTool, toolMissing } from './find-tool.ts';
import { spoolContent, withToolFolder } from './tool-folder.ts';

describe('the folder of a program', () => {
  it('is gone when the work is over, and when it failed', async () => {
    const folder = await withToolFolder(async (path) => {
      expect(existsSync(path)).toBe(true);
      return path;
    });
    expect(existsSync(folder)).toBe(false);
    let failed = '';
    const failing = withToolFolder(async (path) => {
      failed = path;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(failed)).toBe(false);
  });

  it('of a worker that died is removed by the next, and that of one that lives is not', async () => {
    const [old, young] = ['sluice-tool-old', 'sluice-tool-young'].map((name) =>
      join(tmpdir(), `${name}-${process.pid}`),
    );
    for (const path of [old, young]) mkdirSync(path ?? '');
    utimesSync(old ?? '', new Date(0), new Date(0));
    await withToolFolder(async () => {});
    expect([old, young].map((path) => existsSync(path ?? ''))).toEqual([false, true]);
    await withToolFolder(async () => {}, Date.now() + 7_200_000);
    expect(existsSync(young ?? '')).toBe(false);
  });

  it('takes a content under a name of ours', async () => {
    await withToolFolder(async (folder) => {
      const path = await spoolContent(contentInMemory(new Uint8Array([1, 2, 3])), folder, new AbortController().signal);
      expect(basename(path)).toBe('content');
      expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    });
  });
});

describe('a program', () => {
  it('is found on the path, or is missing', () => {
    expect(findTool('ffmpeg', '/no/such/folder') ?? '/usr/bin/ffmpeg').toMatch(/\/ffmpeg$/);
    expect(toolMissing('ffmpeg')).toEqual({
      outcome: 'tool_missing',
      detail: expect.stringMatching(/apt-get install .*ffmpeg/),
    });
  });
});
