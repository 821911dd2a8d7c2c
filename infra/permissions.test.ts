import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparePermissions } from './permissions/compare-permissions.ts';
import { listPermissions } from './permissions/list-permissions.ts';
import { allowed, aws, functions, roleOf, statementsOf, text } from './testing/statements.ts';
import { ROOT } from './testing/synthesize.ts';

describe('permissions', () => {
  it('are those that were accepted: if a change is meant, `npm run write:permissions` and commit it', () => {
    const accepted = JSON.parse(readFileSync(join(ROOT, 'infra', 'permissions.json'), 'utf8'));
    expect(comparePermissions(accepted, listPermissions(aws.resources))).toEqual([]);
  });

  it('are compared by role, action and resource', () => {
    const before = { 'upload/ApiRole': { 's3:PutObject': ['content/*'] } };
    const after = { 'upload/ApiRole': { 's3:PutObject': ['content/*', '*'] }, 'new/Role': { 'kms:Decrypt': ['key'] } };
    expect(comparePermissions(before, after)).toEqual([
      '+ upload/ApiRole: s3:PutObject on *',
      '+ new/Role: kms:Decrypt on key',
    ]);
    expect(comparePermissions(after, before)).toEqual([
      '- upload/ApiRole: s3:PutObject on *',
      '- new/Role: kms:Decrypt on key',
    ]);
  });

  it('never allow an action by a wildcard', () => {
    const wild = aws.resources.flatMap((resource) =>
      allowed(resource)
        .flatMap(({ Action }) => Action.map(text))
        .filter((action) => action.includes('*'))
        .map((action) => `${resource.stack} ${resource.Type} ${action}`),
    );
    // The account itself, in the policy of a key: without it nobody could ever administer the key.
    expect([...new Set(wild)]).toEqual(['foundation AWS::KMS::Key kms:*']);
  });

  it('allow an action on everything only where AWS knows nothing narrower', () => {
    const everywhere = aws.ofType('AWS::IAM::Policy').flatMap((resource) =>
      allowed(resource)
        .filter(({ Resource: resources }) => resources?.includes('*'))
        .flatMap(({ Action }) => Action.map(text)),
    );
    expect([...new Set(everywhere)].sort()).toEqual([
      // It lists the streams of an account.
      'dynamodb:ListStreams',
      // Step Functions writes its logs through deliveries, which have no ARN of their own.
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('name other resources by a wildcard only for the keys below a prefix', () => {
    const wild = aws
      .ofType('AWS::IAM::Policy')
      .flatMap((resource) =>
        allowed(resource).flatMap(({ Resource: resources = [] }) =>
          resources.map(text).filter((arn) => arn !== '*' && arn.includes('*')),
        ),
      );
    const shapes = wild.map(
      (arn) => /sluice-dev-(content|renditions)-.*(\/[a-z]\/\*)"/.exec(arn)?.slice(1).join(' ') ?? arn,
    );
    const [executions, ...objects] = [...new Set(shapes)].toSorted(
      (a, b) => Number(/^\w+ /.test(a)) - Number(/^\w+ /.test(b)),
    );
    expect(objects.sort()).toEqual(['content /q/*', 'content /t/*', 'renditions /r/*']);
    // An execution is asked for by its own name, which no template can know.
    expect(executions).toMatch(/:execution:sluice-dev-file-lifecycle:\*"/);
  });

  it('let only the services of AWS that must act on our behalf in, and only for this account', () => {
    const open = aws.ofType('AWS::SQS::QueuePolicy').flatMap((resource) => allowed(resource));
    expect(open.length).toBeGreaterThan(0);
    for (const { Condition } of open) expect(text(Condition)).toMatch(/aws:SourceArn/);
    const arrivals = open.filter(({ Principal }) => text(Principal).includes('s3.amazonaws.com'));
    expect(arrivals.map(({ Condition }) => text(Condition))).toEqual([
      expect.stringMatching(/sluice-dev-content-.*aws:SourceAccount.*AWS::AccountId/),
    ]);
  });

  it('give each function a role of its own', () => {
    const roles = functions.map((fn) => `${fn.stack} ${roleOf(fn)}`);
    expect(new Set(roles).size).toBe(functions.length);
    expect(functions.length).toBeGreaterThanOrEqual(12);
  });

  it('let a function write its own log only', () => {
    for (const fn of functions) {
      const name = fn.Properties.FunctionName.replace('sluice-dev-', '').replace('-', '/');
      const logs = statementsOf(name).filter(({ Action }) =>
        Action.map(text).some((action) => action.startsWith('logs:')),
      );
      expect(logs.map(({ Resource: on }) => on?.map(text))).toEqual([
        [text({ 'Fn::GetAtt': [fn.Properties.LoggingConfig.LogGroup.Ref, 'Arn'] })],
      ]);
    }
  });
});
