import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openApiDocument } from '@sluice/contracts/openapi';

// `node scripts/write-openapi.ts` writes docs/openapi.json; with --check it only says whether that is fresh.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const file = join(import.meta.dirname, '..', 'docs', 'openapi.json');
const document = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!values.check) {
  writeFileSync(file, document);
} else if (readFileSync(file, 'utf8') !== document) {
  console.error('docs/openapi.json is stale: run `node scripts/write-openapi.ts` and commit it');
  process.exitCode = 1;
}
