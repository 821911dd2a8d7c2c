import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const FOLDERS = [
  'packages',
  'functions',
  'infra',
  'statemachines',
  'localstack',
  'scripts',
  'tests',
  'bench',
  'examples',
];

describe('who may import whom', () => {
  it('holds everywhere, and the check saw the whole tree', async () => {
    const { stdout } = await run('node_modules/.bin/depcruise', ['--output-type', 'json', ...FOLDERS], {
      maxBuffer: 256 * 1024 ** 2,
    });
    const { summary } = JSON.parse(stdout);
    expect(
      summary.violations.map(
        ({ rule, from, to }: { rule: { name: string }; from: string; to: string }) => `${rule.name}: ${from} -> ${to}`,
      ),
    ).toEqual([]);
    // Without its compiler the tool silently cruises nothing.
    expect(summary.totalCruised).toBeGreaterThan(100);
  });
});
