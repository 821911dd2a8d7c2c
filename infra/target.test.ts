import { describe, expect, it } from 'vitest';
import { FEATURES, has, TARGET_NAMES, targetOf } from './target.ts';

const mac = { platform: 'darwin', arch: 'arm64' } as const;
const pc = { platform: 'linux', arch: 'x64' } as const;

describe('the clouds the stacks are deployed to', () => {
  it('leave nothing out on AWS', () => {
    expect(FEATURES.filter((feature) => !has(targetOf('aws'), feature))).toEqual([]);
  });

  it.each(TARGET_NAMES)('give a reason for whatever %s goes without', (name) => {
    for (const reason of Object.values(targetOf(name).leftOut)) expect(reason.length).toBeGreaterThan(20);
  });

  it('run arm64 on AWS, whatever deploys', () => {
    expect(targetOf('aws', pc).platform).toEqual({ os: 'linux', cpu: 'arm64' });
  });

  it('run what the host is in processes of the host', () => {
    expect(targetOf('embedded', mac).platform).toEqual({ os: 'darwin', cpu: 'arm64' });
    expect(targetOf('embedded', pc).platform).toEqual({ os: 'linux', cpu: 'x64' });
  });

  it('run Linux for the processor of the host in containers', () => {
    expect(targetOf('localstack', mac).platform).toEqual({ os: 'linux', cpu: 'arm64' });
  });

  it('keep what was stored on AWS only', () => {
    expect(TARGET_NAMES.map((name) => targetOf(name).stateful)).toEqual(['retain', 'destroy', 'destroy']);
  });
});
