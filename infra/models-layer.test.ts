import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleModelsLayer } from '../layers/models/assemble-layer.ts';
import { CONTENTS } from '../layers/models/contents.ts';
import { assembleSharpLayer } from '../layers/sharp/assemble-layer.ts';
import { bundleFunctions } from './bundle-functions.ts';
import { targetOf } from './target.ts';
import { ROOT } from './testing/synthesize.ts';

// Where no other node_modules can be found.
const elsewhere = mkdtempSync(join(tmpdir(), 'sluice-models-'));
const bundle = join(elsewhere, 'out', 'understand', 'look', 'index.js');
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

/** Tells what a function with local analyzers finds in a letter and in a red square, and what it has loaded before. */
const HANDLER = `
import { createLocalAnalyzers } from '${join(ROOT, 'packages/analysis/src/local/index.ts')}';
import sharp from 'sharp';

const recognizer = { recognize: async () => ({ text: '', confidence: 0, words: [] }) };
const letter = 'Dear Mrs Miller, thank you for your visit to Berlin in May. Kind regards, John Smith';

export async function handler() {
  const analyzers = createLocalAnalyzers({ recognizer });
  const loaded = Object.keys(require.cache).filter((file) => /tensorflow|wink|nsfwjs/.test(file));
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'red' } }).png().toBuffer();
  const subjects = [
    { filename: 'a.txt', mimeType: 'text/plain', kind: 'text', pages: [letter] },
    { filename: 'a.png', mimeType: 'image/png', kind: 'image', picture },
  ];
  const found = [];
  for (const subject of subjects) {
    for (const analyzer of analyzers.filter((each) => each.takes(subject))) {
      Object.entries(await analyzer.analyze(subject, new AbortController().signal)).forEach(([name, { value }]) =>
        found.push([name, value]),
      );
    }
  }
  return { loaded, found };
}
`;

beforeAll(async () => {
  const functionsDir = join(elsewhere, 'functions');
  mkdirSync(join(functionsDir, 'understand'), { recursive: true });
  writeFileSync(join(functionsDir, 'understand', 'look.handler.ts'), HANDLER);
  await bundleFunctions({ functionsDir, outDir: join(elsewhere, 'out') });
});

/** Below the project a layer would find in the project's own packages what it lacks. */
const modulesOf = (layer: string, index: number): string => {
  const copy = join(elsewhere, `layer-${index}`);
  cpSync(layer, copy, { recursive: true });
  return join(copy, 'nodejs', 'node_modules');
};

describe('the layer of models', () => {
  it('is found by a bundle through NODE_PATH alone, and loads nothing before it is needed', () => {
    const layers = [
      assembleModelsLayer({ root: ROOT }),
      assembleSharpLayer({ root: ROOT, platform: targetOf('embedded').platform }),
    ];
    const script = `require(${JSON.stringify(bundle)}).handler().then((answer) => console.log(JSON.stringify(answer)))`;
    const answer = execFileSync(process.execPath, ['-e', script], {
      cwd: elsewhere,
      env: { NODE_PATH: layers.map(modulesOf).join(delimiter) },
      encoding: 'utf8',
    });
    const { loaded, found } = JSON.parse(answer.trim().split('\n').at(-1) ?? '');
    expect(loaded).toEqual([]);
    expect(found).toContainEqual(['language', 'en']);
    expect(found).toContainEqual(['category', 'letter']);
    expect(found).toContainEqual(['entities', expect.arrayContaining([{ type: 'place', text: 'Berlin' }])]);
    expect(found).toContainEqual(['moderation', 'safe']);
    expect(found).toContainEqual(['description', expect.stringContaining('red')]);
  });

  it('holds little beside what a function may have: 250 MB with all its layers', () => {
    const layer = assembleModelsLayer({ root: ROOT });
    const files = readdirSync(layer, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
    expect(bytes / 1e6).toBeLessThan(20);
  });

  it('has only packages the analyzers name, in the versions they name', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'packages/analysis/package.json'), 'utf8'));
    const layer = assembleModelsLayer({ root: ROOT });
    for (const name of Object.keys(CONTENTS).filter((name) => name !== 'seedrandom')) {
      const { version } = JSON.parse(readFileSync(join(modulesOf(layer, 0), name, 'package.json'), 'utf8'));
      expect([name, version]).toEqual([name, dependencies[name]]);
    }
  });
});

describe('a bundle with local analyzers', () => {
  it('requires only Node and sharp by name, and has no model in it', () => {
    const code = readFileSync(bundle, 'utf8');
    const outside = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id = '']) => id);
    expect([...new Set(outside.filter((id) => !isBuiltin(id)))]).toEqual(['sharp']);
    expect(code.length / 1e6).toBeLessThan(2);
  });
});
