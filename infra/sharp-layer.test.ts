import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assertIntegrity } from '../layers/fetch-package.ts';
import { readLocked, readPackage } from '../layers/read-package.ts';
import { assembleSharpLayer } from '../layers/sharp/assemble-layer.ts';
import { targetOf } from './target.ts';
import { ROOT } from './testing/synthesize.ts';

const elsewhere = mkdtempSync(join(tmpdir(), 'sluice-layer-'));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

describe('the sharp layer', () => {
  it('is found by a CommonJS function through NODE_PATH alone, and decodes', () => {
    const layer = assembleSharpLayer({ root: ROOT, platform: targetOf('embedded').platform });
    const script = `
      const sharp = require('sharp');
      sharp({ create: { width: 4, height: 2, channels: 3, background: 'red' } }).png().toBuffer()
        .then((png) => sharp(png).metadata())
        .then(({ format, width, height }) => console.log(require.resolve('sharp'), format, width, height));`;
    // Where no other node_modules can be found.
    const answer = execFileSync(process.execPath, ['-e', script], {
      cwd: elsewhere,
      env: { NODE_PATH: join(layer, 'nodejs', 'node_modules') },
      encoding: 'utf8',
    });
    expect(answer.trim()).toMatch(new RegExp(`^${layer}.* png 4 2$`));
  });

  it.each(['linux-arm64', 'linux-x64', 'darwin-arm64'])(
    'is pinned for %s by the lock file, as sharp wants it',
    (platform) => {
      const { optionalDependencies } = readPackage(ROOT, 'sharp');
      for (const name of [`@img/sharp-${platform}`, `@img/sharp-libvips-${platform}`]) {
        expect(readLocked(ROOT, name)).toEqual({
          version: optionalDependencies[name],
          integrity: expect.stringMatching(/^sha512-/),
        });
      }
    },
  );

  it('takes nothing the lock file does not know', () => {
    const file = join(elsewhere, 'package.tgz');
    writeFileSync(file, 'something else');
    const { integrity } = readLocked(ROOT, '@img/sharp-linux-arm64');
    expect(() => assertIntegrity(file, integrity)).toThrow(/but the lock file pins sha512-/);
    expect(() => readLocked(ROOT, '@img/sharp-plan9-mips')).toThrow(/does not pin @img\/sharp-plan9-mips/);
  });
});
