import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAtAccount } from './account.ts';
import { createRunCdk } from './run-cdk.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-run-cdk-'));
  mkdirSync(join(root, 'node_modules/aws-cdk/bin'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const who = { profile: 'work', region: 'eu-west-1' };
/** Runs in place of cdk. */
const cdkIs = (program: string) => writeFileSync(join(root, 'node_modules/aws-cdk/bin/cdk'), program);
const run = (...args: readonly string[]) => createRunCdk(root, who, process.env)(args);

describe('running cdk', () => {
  it('hands it the words, the account and the folder of the project', async () => {
    cdkIs(
      "require('node:fs').writeFileSync('seen', JSON.stringify([process.argv.slice(2), process.env.AWS_PROFILE, process.env.AWS_REGION]));",
    );
    await run('diff', '--app', 'x');
    expect(JSON.parse(readFileSync(join(root, 'seen'), 'utf8'))).toEqual([
      ['diff', '--app', 'x', '--no-notices'],
      'work',
      'eu-west-1',
    ]);
  });

  it('says how it ended, with the end of what it printed', async () => {
    cdkIs("console.error('first\\nthe stack is busy'); process.exitCode = 3;");
    await expect(run('deploy', '--all')).rejects.toMatchObject({
      name: 'DeploymentError',
      exitCode: 1,
      message: 'cdk deploy ended with 3:\nfirst\nthe stack is busy',
    });
  });

  it('listens to nobody any more once it has ended', async () => {
    const before = process.listenerCount('SIGTERM');
    cdkIs('');
    await run('synth');
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});

describe('looking at an account', () => {
  const cloudFormation = mockClient(CloudFormationClient);
  beforeEach(() => cloudFormation.reset());
  const refuse = (name: string, message: string) =>
    cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error(message), { name }));

  it('sees whether CDK was there before', async () => {
    cloudFormation.on(DescribeStacksCommand, { StackName: 'CDKToolkit' }).resolves({ Stacks: [] });
    expect(await lookAtAccount(who)).toEqual({ bootstrapped: true });
    refuse('ValidationError', 'Stack with id CDKToolkit does not exist');
    expect(await lookAtAccount(who)).toEqual({ bootstrapped: false });
  });

  it('does not take every refusal for an account without CDK', async () => {
    refuse('ValidationError', 'the name is too long');
    await expect(lookAtAccount(who)).rejects.toMatchObject({ name: 'DeploymentError' });
    refuse('ExpiredToken', 'because');
    await expect(lookAtAccount(who)).rejects.toThrow('profile work have expired');
  });
});
