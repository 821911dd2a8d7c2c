import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparePermissions } from './permissions/compare-permissions.ts';
import { listPermissions } from './permissions/list-permissions.ts';
import { synthesizeBare } from './permissions/synthesize-bare.ts';

// `node infra/write-permissions.ts` writes what every role may do on AWS; with --check it only says what differs.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const file = join(import.meta.dirname, 'permissions.json');
const permissions = listPermissions(synthesizeBare());

if (!values.check) {
  writeFileSync(file, `${JSON.stringify(permissions, null, 2)}\n`);
} else {
  const differences = comparePermissions(JSON.parse(readFileSync(file, 'utf8')), permissions);
  if (differences.length > 0) {
    process.stderr.write(
      `${differences.join('\n')}\nif this is meant: npm run write:permissions, and commit infra/permissions.json\n`,
    );
    process.exitCode = 1;
  }
}
