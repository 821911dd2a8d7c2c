import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runCommand } from '../../../localstack/processes/run-command.ts';
import { ROOT } from '../local-cloud.ts';
import type { ProofOptions } from '../proof.ts';
import { DEFENCES, type Defence } from './defences.ts';

/** Takes out each defence by itself, sees its test fail, and puts it back. A test that passes all the same guards nothing. */
export async function proveDefences({ only }: ProofOptions): Promise<boolean> {
  const chosen = DEFENCES.filter(({ against }) => only === undefined || against.includes(only));
  // With all of them in place the same tests pass: else their failing would say nothing.
  const control = await runTests([...new Set(chosen.map(({ test }) => test))]);
  if (control.code !== 0) throw new Error(`the tests fail with every defence in place:\n${control.output}`);
  const unguarded: string[] = [];
  for (const defence of chosen) {
    const guarded = await isGuarded(defence);
    if (!guarded) unguarded.push(defence.against);
    console.error(`${guarded ? '✔' : '✖'} against ${defence.against}: ${defence.test}`);
  }
  console.log(JSON.stringify({ defences: chosen.length, unguarded }, null, 2));
  return chosen.length > 0 && unguarded.length === 0;
}

async function isGuarded({ file, take, leave, test }: Defence): Promise<boolean> {
  const path = join(ROOT, file);
  const whole = readFileSync(path, 'utf8');
  if (whole.split(take).length !== 2) throw new Error(`${file} does not have once: ${take}`);
  const restore = () => writeFileSync(path, whole);
  const leaveAndEnd = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', leaveAndEnd).once('SIGTERM', leaveAndEnd);
  try {
    writeFileSync(
      path,
      whole.replace(take, () => leave),
    );
    const { code, output } = await runTests([test]);
    // A test that could not run at all proves nothing.
    return code !== 0 && /Tests\s.*\d+ failed/.test(stripVTControlCharacters(output));
  } finally {
    restore();
    process.off('SIGINT', leaveAndEnd).off('SIGTERM', leaveAndEnd);
  }
}

function runTests(files: readonly string[]) {
  return runCommand(join(ROOT, 'node_modules', '.bin', 'vitest'), ['run', ...files], { cwd: ROOT, env: process.env });
}
