import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { comparePermissions } from './permissions/compare-permissions.ts';
import { listPermissions } from './permissions/list-permissions.ts';
import { type Resource, ROOT, synthesize } from './testing/synthesize.ts';

const list = z.pipe(
  z.union([z.unknown(), z.array(z.unknown())]),
  z.transform((value) => (Array.isArray(value) ? value : [value])),
);
const statementSchema = z.object({
  Effect: z.string(),
  Action: list,
  Resource: z.optional(list),
  Principal: z.optional(z.unknown()),
  Condition: z.optional(z.unknown()),
});
type Statement = z.infer<typeof statementSchema>;

const aws = await synthesize('aws');
const documentsOf = ({ Properties: { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument, Policies } }: Resource) =>
  [
    PolicyDocument,
    KeyPolicy,
    AssumeRolePolicyDocument,
    // Of a user pool they are about passwords.
    ...(Array.isArray(Policies) ? Policies : []).map((p: { PolicyDocument: unknown }) => p.PolicyDocument),
  ].filter((document) => document !== undefined);
const allowed = (resource: Resource): readonly Statement[] =>
  documentsOf(resource)
    .flatMap(({ Statement }) => z.parse(z.array(statementSchema), Statement))
    .filter(({ Effect }) => Effect === 'Allow');

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const functions = aws.ofType('AWS::Lambda::Function');
const roleOf = (fn: Resource): string => fn.Properties.Role['Fn::GetAtt'][0];

/** Every statement of the role of a function, its own policy and those other stacks attach to it. */
function statementsOf(name: string): readonly Statement[] {
  const fn = functions.find(({ Properties }) => Properties.FunctionName === `sluice-dev-${name.replace('/', '-')}`);
  if (fn === undefined) throw new Error(`no function ${name}`);
  return aws
    .ofType('AWS::IAM::Policy')
    .filter(({ stack, Properties }) => stack === fn.stack && text(Properties.Roles).includes(`"${roleOf(fn)}"`))
    .flatMap(allowed);
}
const actionsOf = (name: string): readonly string[] =>
  [...new Set(statementsOf(name).flatMap(({ Action }) => Action.map(text)))]
    .filter((a) => !/^(xray|logs|kms):/.test(a))
    .sort();

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
    expect(objects.sort()).toEqual(['content /t/*', 'renditions /r/*']);
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

  it('give no parser of foreign bytes but inspection a table', () => {
    expect(actionsOf('process/run-image-job')).toEqual([
      's3:AbortMultipartUpload',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:PutObject',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'states:SendTaskFailure',
      'states:SendTaskHeartbeat',
      'states:SendTaskSuccess',
    ]);
  });

  it('let who says what is in a token read tenants, and change nothing', () => {
    expect(
      actionsOf('access/add-claims').filter(
        (action) => !/^dynamodb:(Get|BatchGet|Query|Scan|Describe|ConditionCheck)/.test(action),
      ),
    ).toEqual([]);
    expect(actionsOf('access/add-claims')).toContain('dynamodb:Query');
  });

  it('let who ends dead jobs fail them, and never make them succeed', () => {
    expect(actionsOf('process/fail-dead-job').filter((action) => action.startsWith('states:'))).toEqual([
      'states:SendTaskFailure',
    ]);
  });

  it('let a person’s word end a wait, and the deadline, which the machine itself tells, nothing but a review', () => {
    const rows = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];
    expect(actionsOf('review/api')).toEqual(expect.arrayContaining([...rows, 'states:SendTaskSuccess']));
    expect(actionsOf('review/request-review')).toEqual(expect.arrayContaining([...rows, 'states:SendTaskSuccess']));
    expect(actionsOf('review/expire-review').filter((action) => action.startsWith('states:'))).toEqual([]);
    const written = (name: string) =>
      statementsOf(name)
        .filter(({ Action }) => Action.includes('dynamodb:PutItem'))
        .flatMap(({ Resource: on = [] }) => on.map(text))
        // Every API counts its calls.
        .filter((arn) => !arn.includes('Limits'));
    for (const name of ['review/api', 'review/request-review', 'review/expire-review']) {
      expect(written(name).length).toBeGreaterThan(0);
      for (const arn of written(name)) expect(arn).toContain('Reviews');
    }
  });

  it('answer tasks and start executions of one state machine only', () => {
    const statements = functions.flatMap(({ Properties }) =>
      statementsOf(Properties.FunctionName.replace('sluice-dev-', '').replace('-', '/')),
    );
    const states = statements.filter(({ Action }) => Action.map(text).some((action) => action.startsWith('states:')));
    expect(states.length).toBeGreaterThanOrEqual(5);
    for (const { Resource: on } of states) {
      expect(on?.map(text)).toEqual([
        expect.stringMatching(/:(stateMachine:sluice-dev-file-lifecycle|execution:sluice-dev-file-lifecycle:\*)"/),
      ]);
    }
  });

  it('let operate ask, take up files and send letters back, and never read a content', () => {
    expect(actionsOf('operate/api')).toEqual([
      'dynamodb:ConditionCheckItem',
      'dynamodb:DescribeTable',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      's3:ListBucket',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'sqs:GetQueueAttributes',
      'sqs:SendMessage',
      'states:DescribeExecution',
      'states:DescribeStateMachine',
      'states:StartExecution',
    ]);
  });

  it('let who reconciles start executions, and answer no task for them', () => {
    expect(actionsOf('operate/reconcile-files').filter((action) => !action.startsWith('sqs:'))).toEqual([
      'dynamodb:ConditionCheckItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'states:DescribeExecution',
      'states:StartExecution',
    ]);
  });

  it('let who looks after uploads do what their clients may, and nothing to files but start their flow', () => {
    const shared = [
      'dynamodb:ConditionCheckItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      's3:AbortMultipartUpload',
      's3:DeleteObjectVersion',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      'states:StartExecution',
    ];
    const withoutQueues = (name: string) => actionsOf(name).filter((action) => !action.startsWith('sqs:'));
    expect(withoutQueues('upload/sweep-uploads')).toEqual(shared);
    expect(withoutQueues('upload/assemble-upload')).toEqual(shared);
    expect(actionsOf('upload/sweep-uploads')).toContain('sqs:SendMessage');
    expect(actionsOf('upload/assemble-upload')).not.toContain('sqs:SendMessage');
  });

  it('let who keeps letters write one table', () => {
    expect(actionsOf('operate/keep-dead-letters').filter((action) => !action.startsWith('sqs:'))).toEqual([
      'dynamodb:ConditionCheckItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ]);
  });

  it('let catalog take a file as upload does, and remove what is purged', () => {
    expect(actionsOf('catalog/api').filter((action) => /^(s3|states):/.test(action))).toEqual([
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
      's3:PutObject',
      'states:StartExecution',
    ]);
  });

  it('let clients with credentials of their own put contents, and read none', () => {
    const [role] = aws.ofType('AWS::IAM::Role').filter(({ logicalId }) => logicalId.includes('UploadCredentials'));
    if (role === undefined) throw new Error('no role for credentials');
    const actions = aws
      .ofType('AWS::IAM::Policy')
      .filter(({ stack, Properties }) => stack === 'upload' && text(Properties.Roles).includes(`"${role.logicalId}"`))
      .flatMap(allowed)
      .flatMap(({ Action }) => Action.map(text));
    expect(actions.filter((action) => !action.startsWith('kms:')).sort()).toEqual([
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      's3:PutObject',
    ]);
    const trusted = allowed(role).map(({ Principal }) => text(Principal));
    expect(trusted).toEqual([expect.stringMatching(/^\{"AWS":\{"Fn::GetAtt":\["ApiRole/)]);
    const assuming = statementsOf('upload/api').filter(({ Action }) => Action.includes('sts:AssumeRole'));
    expect(assuming.map(({ Resource: on }) => on?.map(text))).toEqual([
      [text({ 'Fn::GetAtt': [role.logicalId, 'Arn'] })],
    ]);
    for (const { Properties } of functions) {
      const name = Properties.FunctionName.replace('sluice-dev-', '').replace('-', '/');
      if (name !== 'upload/api') expect(actionsOf(name)).not.toContain('sts:AssumeRole');
    }
  });

  it('let nobody remove a row, nor a content but who accepts it, who sees that it is stored already and who purges it', () => {
    const removers: string[] = [];
    for (const { Properties } of functions) {
      const name = Properties.FunctionName.replace('sluice-dev-', '').replace('-', '/');
      expect(actionsOf(name)).not.toContain('dynamodb:DeleteItem');
      if (actionsOf(name).includes('s3:DeleteObjectVersion')) removers.push(name);
    }
    // What is purged; a content that the tenant has stored before; late arrivals.
    // What was given up goes with whoever puts parts together and whoever sweeps.
    expect(removers.sort()).toEqual([
      ...['catalog/api', 'inspect/inspect-file', 'upload/accept-object', 'upload/api'],
      ...['upload/assemble-upload', 'upload/sweep-uploads'],
    ]);
  });

  it('let the state machine call its five functions and fill its three queues', () => {
    const policy = aws
      .ofType('AWS::IAM::Policy')
      .filter(({ stack }) => stack === 'pipeline')
      .flatMap(allowed);
    const of = (action: string) =>
      policy.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource: on = [] }) => on.map(text));
    expect(of('lambda:InvokeFunction')).toHaveLength(5);
    const queues = of('sqs:SendMessage').map((arn) => /(\w+)Queue[0-9A-F]{8}/.exec(arn)?.[1]?.replace(/^.*GetAtt/, ''));
    expect(queues.sort()).toEqual(['DocumentJobs', 'ImageJobs', 'Requests']);
  });

  it('use keys through the service whose data they protect', () => {
    const keyed = functions.flatMap(({ Properties }) =>
      statementsOf(Properties.FunctionName.replace('sluice-dev-', '').replace('-', '/')).filter(({ Action }) =>
        Action.map(text).some((action) => action.startsWith('kms:')),
      ),
    );
    expect(keyed.length).toBeGreaterThan(0);
    for (const { Condition } of keyed) expect(text(Condition)).toMatch(/kms:ViaService.*(s3|dynamodb)\./);
  });
});
