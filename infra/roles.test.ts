import { describe, expect, it } from 'vitest';
import { actionsOf, allowed, aws, functions, statementsOf, text } from './testing/statements.ts';

describe('roles', () => {
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

  it('leave infected contents alone: inspection moves them there, and a purge removes them', () => {
    const touching = functions.flatMap(({ Properties }) => {
      const name = Properties.FunctionName.replace('sluice-dev-', '').replace('-', '/');
      const actions = statementsOf(name)
        .filter(({ Resource: on = [] }) => on.some((arn) => text(arn).includes('/q/')))
        .flatMap(({ Action }) => Action.map(text));
      return actions.length > 0 ? [[name, actions.sort()]] : [];
    });
    expect(Object.fromEntries(touching)).toEqual({
      'catalog/api': ['s3:DeleteObjectVersion'],
      'inspect/inspect-file': ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
    });
  });

  it('let the state machine call its five functions and fill the queues of jobs and of understanding', () => {
    const policy = aws
      .ofType('AWS::IAM::Policy')
      .filter(({ stack }) => stack === 'pipeline')
      .flatMap(allowed);
    const of = (action: string) =>
      policy.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource: on = [] }) => on.map(text));
    expect(of('lambda:InvokeFunction')).toHaveLength(5);
    const queues = of('sqs:SendMessage').map((arn) => /(\w+)Queue[0-9A-F]{8}/.exec(arn)?.[1]?.replace(/^.*GetAtt/, ''));
    expect(queues.sort()).toEqual([
      'ArchiveJobsHigh',
      'ArchiveJobsLow',
      'ArchiveJobsNormal',
      'DocumentJobsHigh',
      'DocumentJobsLow',
      'DocumentJobsNormal',
      'ImageJobsHigh',
      'ImageJobsLow',
      'ImageJobsNormal',
      'MediaJobsHigh',
      'MediaJobsLow',
      'MediaJobsNormal',
      'Requests',
    ]);
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
