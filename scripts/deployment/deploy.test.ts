import { describe, expect, it } from 'vitest';
import { deploy } from './deploy.ts';
import { DeploymentError } from './errors.ts';
import { parseArguments } from './parse-arguments.ts';
import { deployArguments, fakeDeployment, OUTPUTS } from './testing.ts';

const ASSEMBLY = '/project/.sluice/assembly-aws-deploy-prod';
const steps = (asked: readonly string[]) => asked.map((words) => words.split(' ')[0]);

describe('deploying', () => {
  it('synthesizes for AWS with what the flags say, shows cost and changes, asks, deploys, says what to do next', async () => {
    const { deps, asked, text } = fakeDeployment();
    expect(await deploy(deps, deployArguments('--origins', 'https://a.example.com'))).toBe(0);
    expect(steps(asked)).toEqual(['synth', 'diff', 'deploy']);
    for (const setting of [
      'target=aws',
      'env=prod',
      'issuerUrl=https://login.example.com',
      'allowedOrigins=https://a.example.com',
    ]) {
      expect(asked[0]).toContain(`--context ${setting}`);
    }
    expect(asked[1]).toBe(`diff --app ${ASSEMBLY}`);
    expect(asked[2]).toContain(`--app ${ASSEMBLY} --outputs-file /project/.sluice/outputs-aws-prod.json`);
    expect(text()).toMatch(/about \$\d+\.\d\d a month for 10000 files/);
    expect(text()).toContain('SLUICE_API_URL=https://abc123.execute-api.eu-west-1.amazonaws.com/api');
  });

  it('deploys nothing without a yes', async () => {
    const { deps, asked, told } = fakeDeployment({ ask: async () => '' });
    expect(await deploy(deps, deployArguments())).toBe(1);
    expect(steps(asked)).toEqual(['synth', 'diff']);
    expect(told.at(-1)).toBe('nothing was deployed');
  });

  it('deploys nothing in a dry run, and asks nobody', async () => {
    const { deps, asked } = fakeDeployment({ ask: () => Promise.reject(new Error('asked')) });
    expect(await deploy(deps, deployArguments('--dry-run', '--yes'))).toBe(0);
    expect(steps(asked)).toEqual(['synth', 'diff']);
  });

  it('asks nobody who has said yes, and says so when nobody is there', async () => {
    const { deps } = fakeDeployment({ ask: undefined });
    expect(await deploy(deps, deployArguments('--yes'))).toBe(0);
    await expect(deploy(deps, deployArguments())).rejects.toThrow('there is nobody to ask: give --yes');
  });

  it('bootstraps an account that was never deployed to, after it was asked', async () => {
    const questions: string[] = [];
    const { deps, asked } = fakeDeployment({
      lookAtAccount: async () => ({ bootstrapped: false }),
      ask: async (question) => {
        questions.push(question);
        return 'yes';
      },
    });
    await deploy(deps, deployArguments());
    expect(steps(asked)).toEqual(['synth', 'diff', 'bootstrap', 'deploy']);
    expect(questions).toEqual([
      expect.stringMatching(/^deploy prod to eu-west-1, and the bucket and roles.*\[y\/N\] $/),
    ]);
  });

  it('changes nothing when the account cannot be reached', async () => {
    const { deps, asked, text } = fakeDeployment({
      lookAtAccount: () => Promise.reject(new DeploymentError('no AWS credentials')),
    });
    await expect(deploy(deps, deployArguments('--yes'))).rejects.toThrow('no AWS credentials');
    expect(steps(asked)).toEqual(['synth']);
    expect(text()).toContain('a month for');
  });

  it('hands on what is said of the issuer, and leaves out what is not', async () => {
    const { deps, asked } = fakeDeployment();
    await deploy(deps, deployArguments('--tenant-claim', 'org', '--client-ids', 'cli,web'));
    expect(asked[0]).toContain('--context clientIds=cli,web --context tenantClaim=org');
    expect(asked[0]).not.toContain('undefined');
    expect(asked[0]).not.toContain('audience');
  });

  it('makes a user pool when no issuer is named, and says how the first person gets in', async () => {
    const outputs = {
      ...OUTPUTS,
      'sluice-prod-access': { UserPoolId: 'eu-west-1_Ab1', UserPoolClientId: 'client1', LoginUrl: 'https://l.example' },
    };
    const { deps, asked, text } = fakeDeployment({ readJson: () => outputs });
    await deploy(deps, parseArguments('deploy', ['--region', 'eu-west-1'], {}));
    expect(asked[0]).not.toContain('issuerUrl');
    expect(text()).toContain('admin-create-user --user-pool-id eu-west-1_Ab1');
    expect(text()).toContain('npx sluice login');
    expect(text()).not.toContain('SLUICE_TOKEN');
  });

  it('hands the domain on', async () => {
    const { deps, asked } = fakeDeployment();
    await deploy(deps, deployArguments('--domain', 'api.example.com', '--certificate-arn', 'arn:c'));
    expect(asked[0]).toContain('--context domainName=api.example.com --context certificateArn=arn:c');
  });
});
