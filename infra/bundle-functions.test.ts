import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_PACKAGES } from '../layers/documents/document-packages.ts';
import { listFunctions } from './bundle-functions.ts';
import { bundlesDir, ROOT, synthesize } from './testing/synthesize.ts';

const names = listFunctions(join(ROOT, 'functions'));

/** What a function finds in its layers, not in its bundle. */
const FROM_LAYERS_OF: Readonly<Record<string, readonly string[]>> = {
  'process/run-image-job': ['sharp'],
  'process/run-media-job': ['sharp'],
  'process/run-document-job': ['sharp', ...DOCUMENT_PACKAGES].sort(),
  'understand/understand-file': ['@tesseract.js-data/eng', 'sharp', 'tesseract.js'],
};
/** 700 KB with some AWS clients; the edge alone, without, has its own test. */
const MOST_KB_OF: Readonly<Record<string, number>> = {
  // The API document, 130 KB of it, is data.
  'operate/api': 750,
  // No caller waits for it to start, and the words of a language are data.
  'understand/understand-file': 2600,
};

describe('functions', () => {
  it('are each deployed, and each say what they want in their environment', async () => {
    const { ofType } = await synthesize('aws');
    const deployed = ofType('AWS::Lambda::Function')
      .map(({ Properties }) => Properties.FunctionName)
      .sort();
    expect(deployed).toEqual(names.map((name) => `sluice-dev-${name.replace('/', '-')}`).sort());
    const environments = readdirSync(join(ROOT, 'functions'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.env.ts'))
      .map((file) => file.slice(0, -'.env.ts'.length));
    expect(environments.sort()).toEqual([...names]);
  });

  it('run on Node 24, on arm64 on AWS', async () => {
    const { ofType } = await synthesize('aws');
    for (const { Properties } of ofType('AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
      });
    }
  });
});

describe('a bundle', () => {
  it.each(names)('of %s exports its handler as CommonJS and leaves only Node and the layers outside', async (name) => {
    const code = readFileSync(join(await bundlesDir(), name, 'index.js'), 'utf8');
    expect(code).toMatch(/handler:\(\)=>/);
    const outside = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id = '']) => id);
    // The SDK tries it for signatures that hold in several regions, and does without.
    const optional = new Set(['@aws-sdk/signature-v4-crt']);
    const ours = outside.filter((id) => !isBuiltin(id) && !optional.has(id));
    expect([...new Set(ours)].sort()).toEqual(FROM_LAYERS_OF[name] ?? []);
  });

  it.each(names)('of %s is small enough to start fast', async (name) => {
    const { size } = statSync(join(await bundlesDir(), name, 'index.js'));
    expect(size / 1000).toBeLessThan(MOST_KB_OF[name] ?? 700);
  });
});
