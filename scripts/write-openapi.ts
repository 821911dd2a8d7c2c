import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openApiDocument } from '@sluice/contracts/openapi';
import { withAccessTable } from './access-table.ts';

// `node scripts/write-openapi.ts` writes what follows from the route table: docs/openapi.json and the table in
// docs/access.md; with --check it only says whether they are fresh.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const docs = join(import.meta.dirname, '..', 'docs');
const pages = [
  { name: 'openapi.json', write: () => `${JSON.stringify(openApiDocument(), null, 2)}\n` },
  { name: 'access.md', write: withAccessTable },
];

for (const { name, write } of pages) {
  const file = join(docs, name);
  const old = readFileSync(file, 'utf8');
  const fresh = write(old);
  if (!values.check) {
    writeFileSync(file, fresh);
  } else if (old !== fresh) {
    console.error(`docs/${name} is stale: run \`node scripts/write-openapi.ts\` and commit it`);
    process.exitCode = 1;
  }
}
