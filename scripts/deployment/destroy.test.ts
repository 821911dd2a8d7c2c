import { describe, expect, it } from 'vitest';
import { destroy } from './destroy.ts';
import { destroyArguments, fakeDeployment } from './testing.ts';

const steps = (asked: readonly string[]) => asked.map((words) => words.split(' ')[0]);

describe('destroying', () => {
  it('names what stays before it asks, and destroys when the name is typed', async () => {
    const { deps, asked, told } = fakeDeployment({ ask: async () => 'prod\n' });
    expect(await destroy(deps, destroyArguments())).toBe(0);
    expect(told).toContain('these 2 stay, with all that is in them, and go on being paid for:');
    expect(told.join('\n')).toMatch(/S3::Bucket +sluice-prod-content-<AccountId>\n +KMS::Key +Key\n/);
    expect(asked.at(-1)).toBe('destroy --all --force --app /project/.sluice/assembly-aws-destroy-prod');
  });

  it.each(['y', 'yes', 'staging', ''])('does nothing when %j is typed instead of the name', async (answer) => {
    const { deps, asked } = fakeDeployment({ ask: async () => answer });
    expect(await destroy(deps, destroyArguments())).toBe(1);
    expect(steps(asked)).toEqual(['synth']);
  });

  it('does nothing in a dry run', async () => {
    const { deps, asked, told } = fakeDeployment({ ask: undefined });
    expect(await destroy(deps, destroyArguments('--dry-run'))).toBe(0);
    expect(steps(asked)).toEqual(['synth']);
    expect(told.at(-1)).toContain('dry run');
  });
});
