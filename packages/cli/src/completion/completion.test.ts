import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../create-program.ts';
import { createTestDeps, createTestTerminal } from '../testing.ts';
import { readWords } from './read-words.ts';
import { writeScript } from './write-script.ts';

const program = createProgram({ ...createTestDeps('http://none', createTestTerminal()), setExitCode: () => {} });
const places = readWords(program);

/** What bash really offers behind these words. */
const offers = (...typed: string[]): string[] => {
  const script = `${writeScript('bash', places)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sluice; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', 'sluice', ...typed], { encoding: 'utf8' })
    .trim()
    .split('\n');
};

describe('completion in bash', () => {
  it('offers the verbs that begin so', () => {
    expect(offers('re')).toEqual(['review', 'retry']);
  });

  it('offers every option of every verb', () => {
    for (const { path, options } of places)
      expect(offers(...path, '--')).toEqual(
        options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith('--'))),
      );
  });

  it('offers the verbs of a verb, and their options behind them', () => {
    expect(offers('review', 'a')).toEqual(['approve']);
    expect(offers('review', 'reject', '--com')).toEqual(['--comment']);
  });

  it('offers the values of an option that has only a few', () => {
    expect(offers('put', 'a.jpg', '--checksum', 'CRC')).toEqual(['CRC32', 'CRC64NVME']);
  });

  it('leaves it to the files where any text may stand', () => {
    expect(offers('put', '--name', '')).toEqual(['']);
    expect(offers('put', 'a')).toEqual(['']);
  });

  it('is registered for the command when it is sourced', () => {
    const script = 'source <(printf %s "$1") && complete -p sluice';
    const out = execFileSync('bash', ['-c', script, 'bash', writeScript('bash', places)], { encoding: 'utf8' });
    expect(out).toContain('-F _sluice sluice');
  });
});

describe.each(['zsh', 'fish'] as const)('completion in %s', (shell) => {
  it('knows every verb and long option', () => {
    const script = writeScript(shell, places);
    for (const { verbs, options } of places) {
      for (const { name } of verbs) expect(script).toContain(name);
      for (const { flags } of options)
        for (const flag of flags) expect(script).toContain(shell === 'fish' ? flag.replace(/^-+/, '') : flag);
    }
  });
});
