import type { SynthesizedStack } from '../../localstack/deploy/read-assembly.ts';
import type { DeploymentDeps } from './deps.ts';
import { parseArguments } from './parse-arguments.ts';

export const VALID_FLAGS = ['--region', 'eu-west-1', '--issuer-url', 'https://login.example.com'];

export const STACKS: readonly SynthesizedStack[] = [
  {
    name: 'sluice-prod-foundation',
    template: {
      Resources: {
        Content: {
          Type: 'AWS::S3::Bucket',
          DeletionPolicy: 'Retain',
          Properties: { BucketName: { 'Fn::Join': ['', ['sluice-prod-content-', { Ref: 'AWS::AccountId' }]] } },
        },
        Key: { Type: 'AWS::KMS::Key', DeletionPolicy: 'Retain' },
        Queue: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Delete' },
        Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      },
    },
  },
];

export const OUTPUTS = { 'sluice-prod-api': { RestApiId: 'abc123', StageName: 'api' } };

/** A deployment that happens nowhere, and what was asked and told. */
export function fakeDeployment(changes: Partial<DeploymentDeps> = {}) {
  const asked: string[] = [];
  const told: string[] = [];
  const deps: DeploymentDeps = {
    cdk: async (args) => {
      asked.push(args.join(' '));
    },
    lookAtAccount: async () => ({ bootstrapped: true }),
    readAssembly: () => STACKS,
    readJson: () => OUTPUTS,
    ask: async () => 'y',
    tell: (line) => told.push(line),
    folder: '/project/.sluice',
    operations: 1,
    ...changes,
  };
  return { deps, asked, told, text: () => told.join('\n') };
}

export const deployArguments = (...flags: readonly string[]) =>
  parseArguments('deploy', [...VALID_FLAGS, ...flags], {});
export const destroyArguments = (...flags: readonly string[]) =>
  parseArguments('destroy', ['--region', 'eu-west-1', ...flags], {});
