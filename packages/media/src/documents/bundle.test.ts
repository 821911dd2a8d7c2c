import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDocx } from '../../../../examples/samples/write-docx.ts';
import { writeScan } from '../../../../examples/samples/write-scan.ts';
import { writeXlsx } from '../../../../examples/samples/write-xlsx.ts';
import { bundleFunctions } from '../../../../infra/bundle-functions.ts';
import { targetOf } from '../../../../infra/target.ts';
import { assembleDocumentsLayer } from '../../../../layers/documents/assemble-layer.ts';
import { assembleSharpLayer } from '../../../../layers/sharp/assemble-layer.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const elsewhere = mkdtempSync(join(tmpdir(), 'sluice-bundle-'));
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

const ENTRY = `
import { readFileSync } from 'node:fs';
import { DEFAULT_DOCUMENT_LIMITS } from '${ROOT}packages/core/src/process/index.ts';
import { createDocumentReader } from '${ROOT}packages/media/src/documents/index.ts';
import { createTextRecognizer } from '${ROOT}packages/media/src/ocr/index.ts';

const recognizer = createTextRecognizer();
const { read } = createDocumentReader({ recognizer });
const answers = [];
for (const [path, mimeType] of JSON.parse(process.argv[2])) {
  const { pages, previews, ...rest } = await read(readFileSync(path), mimeType, DEFAULT_DOCUMENT_LIMITS);
  answers.push({ ...rest, texts: pages.map(({ text }) => text), previews: previews.length });
}
await recognizer.close();
const modules = Object.keys(require.cache).filter((path) => path.includes('node_modules'));
process.stdout.write(JSON.stringify({ answers, modules }));
`;

let nodePath: string;
beforeAll(async () => {
  const { platform } = targetOf('embedded');
  const layers = [assembleDocumentsLayer({ root: ROOT, platform }), assembleSharpLayer({ root: ROOT, platform })];
  // Below the project a layer would find in the project's own packages what it lacks.
  const copies = layers.map((layer, index) => {
    const copy = join(elsewhere, `layer-${index}`);
    cpSync(layer, copy, { recursive: true });
    return copy;
  });
  nodePath = copies.map((layer) => join(layer, 'nodejs', 'node_modules')).join(delimiter);
  mkdirSync(join(elsewhere, 'functions', 'try'), { recursive: true });
  writeFileSync(join(elsewhere, 'functions', 'try', 'read.handler.ts'), wrap(ENTRY));
  await bundleFunctions({ functionsDir: join(elsewhere, 'functions'), outDir: join(elsewhere, 'out') });
}, 60_000);

/** CommonJS has no await at its top. */
function wrap(entry: string): string {
  const at = entry.indexOf('const recognizer');
  return `${entry.slice(0, at)}\nasync function main() {\n${entry.slice(at)}\n}\nmain();\n`;
}

/** Runs the bundle where no other node_modules can be found than those of the layers. */
async function readBundled(files: ReadonlyArray<readonly [name: string, content: Buffer | string, mimeType: string]>) {
  const paths = files.map(([name, content, mimeType]) => {
    const path = join(elsewhere, name);
    writeFileSync(path, content);
    return [path, mimeType];
  });
  const bundle = join(elsewhere, 'out', 'try', 'read', 'index.js');
  const { stdout } = await run(process.execPath, [bundle, JSON.stringify(paths)], {
    cwd: elsewhere,
    env: { NODE_PATH: nodePath },
  });
  return JSON.parse(stdout);
}

const OOXML = 'application/vnd.openxmlformats-officedocument';

describe('documents in a bundle with its layers', () => {
  it('are read: scans through the engine and the worker thread, texts and workbooks through their parsers', async () => {
    const { answers } = await readBundled([
      ['scan.pdf', await writeScan('Gates', [['The northern gate opens']]), 'application/pdf'],
      ['letter.docx', await writeDocx(['Dear keeper']), `${OOXML}.wordprocessingml.document`],
      ['levels.xlsx', await writeXlsx([{ name: 'A', rows: [[new Date(0)]] }]), `${OOXML}.spreadsheetml.sheet`],
    ]);
    expect(answers).toMatchObject([
      { outcome: 'read', texts: ['Gates\nThe northern gate opens'], previews: 1 },
      { outcome: 'read', texts: ['Dear keeper'] },
      { outcome: 'read', texts: ['1970-01-01'] },
    ]);
  }, 60_000);

  it('load no parser that a document does not need', async () => {
    const { answers, modules } = await readBundled([['notes.md', '# Notes', 'text/markdown']]);
    expect(answers).toMatchObject([{ texts: ['# Notes'], facts: { title: 'Notes' } }]);
    expect(modules.filter((path: string) => /pdfium|officeparser|xlsx|tesseract/.test(path))).toEqual([]);
  }, 60_000);
});
