import { describe, expect, it } from 'vitest';
import { synthesize } from './testing/synthesize.ts';

describe.each(['embedded', 'localstack'] as const)('the stacks on %s', (target) => {
  it('are the eleven of AWS, and wait for none they would not wait for there', async () => {
    const [aws, local] = await Promise.all([synthesize('aws'), synthesize(target)]);
    expect(local.stacks.toSorted()).toEqual(aws.stacks.toSorted());
    for (const stack of aws.stacks) {
      expect(aws.dependenciesOf(stack)).toEqual(expect.arrayContaining([...local.dependenciesOf(stack)]));
    }
  });

  it('leave out what that cloud has not, and nothing else', async () => {
    const [aws, local] = await Promise.all([synthesize('aws'), synthesize(target)]);
    const typesOf = ({ resources }: typeof aws) => new Set(resources.map(({ Type }) => Type));
    expect([...typesOf(aws)].filter((type) => !typesOf(local).has(type)).sort()).toEqual([
      'AWS::ApiGateway::Account',
      'AWS::CloudWatch::Alarm',
      'AWS::Cognito::UserPool',
      'AWS::Cognito::UserPoolClient',
      'AWS::Cognito::UserPoolDomain',
      'AWS::Cognito::UserPoolGroup',
      'AWS::Events::Archive',
      'AWS::KMS::Key',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::WAFv2::WebACL',
      'AWS::WAFv2::WebACLAssociation',
    ]);
    expect([...typesOf(local)].filter((type) => !typesOf(aws).has(type))).toEqual([]);
  });

  it('need no code of the CDK to run at deploy time', async () => {
    const { resources, ofType } = await synthesize(target);
    expect(resources.filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([]);
    expect(ofType('AWS::Lambda::Function').filter(({ Properties }) => !Properties.FunctionName)).toEqual([]);
  });
});

describe('the stacks', () => {
  it('depend on each other in one direction, the state machine and the API last', async () => {
    const { stacks, dependenciesOf } = await synthesize('aws');
    expect(stacks).toHaveLength(13);
    const graph = Object.fromEntries(stacks.map((stack) => [stack, dependenciesOf(stack).toSorted()]));
    expect(graph).toEqual({
      foundation: [],
      access: ['foundation'],
      upload: ['access', 'foundation'],
      process: ['foundation'],
      inspect: ['access', 'foundation', 'process'],
      understand: ['access', 'foundation', 'process'],
      review: ['access', 'foundation'],
      publish: ['foundation', 'review'],
      catalog: ['access', 'foundation', 'upload'],
      operate: ['access', 'foundation', 'process', 'upload'],
      observability: [],
      pipeline: ['foundation', 'inspect', 'process', 'publish', 'review', 'understand'],
      api: ['access', 'catalog', 'foundation', 'operate', 'review', 'upload'],
    });
  });

  it('know the state machine by the name it is given', async () => {
    const { ofType } = await synthesize('embedded');
    const [machine] = ofType('AWS::StepFunctions::StateMachine');
    const users = ofType('AWS::Lambda::Function').filter(
      ({ Properties }) => Properties.Environment?.Variables.STATE_MACHINE_ARN,
    );
    expect(users.length).toBeGreaterThan(0);
    for (const { Properties } of users) {
      const arn = JSON.stringify(Properties.Environment.Variables.STATE_MACHINE_ARN);
      expect(arn).toContain(`:stateMachine:${machine?.Properties.StateMachineName}"`);
    }
  });
});
