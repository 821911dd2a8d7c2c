import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

type Config = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
};

const STACK = 'no-op';

/** What any function behind the gateway costs at least: it reads nothing, logs one line and answers. */
const SOURCE = `exports.handler = async () => {
  console.log(JSON.stringify({ message: 'request' }));
  return { statusCode: 200, headers: {}, body: '{}' };
};`;

const ROLE = 'arn:aws:iam::000000000000:role/no-op';
const METHOD = {
  RestApiId: { Ref: 'Api' },
  ResourceId: { Ref: 'Path' },
  HttpMethod: 'POST',
  AuthorizationType: 'NONE',
  Integration: {
    Type: 'AWS_PROXY',
    IntegrationHttpMethod: 'POST',
    Uri: {
      'Fn::Join': [
        '',
        [
          ...['arn:aws:apigateway:', { Ref: 'AWS::Region' }, ':lambda:path/2015-03-31/functions/'],
          ...[{ 'Fn::GetAtt': ['Function', 'Arn'] }, '/invocations'],
        ],
      ],
    },
  },
};
const TEMPLATE = {
  Resources: {
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: ROLE,
        MemorySize: 512,
        Code: { ZipFile: SOURCE },
      },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: STACK } },
    Path: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { RestApiId: { Ref: 'Api' }, ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: STACK },
    },
    Method: { Type: 'AWS::ApiGateway::Method', Properties: METHOD },
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: 'Method',
      Properties: { RestApiId: { Ref: 'Api' }, StageName: 'api' },
    },
  },
  Outputs: { Api: { Value: { Ref: 'Api' } } },
};

/** A REST API with one path and a function that does nothing; answers the URL to post to. */
export async function deployNoOp(config: Config): Promise<string> {
  const client = new CloudFormationClient(config);
  await client.send(new CreateStackCommand({ StackName: STACK, TemplateBody: JSON.stringify(TEMPLATE) }));
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
    const [stack] = Stacks;
    const apiId = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'Api')?.OutputValue;
    if (stack?.StackStatus === 'CREATE_COMPLETE' && apiId !== undefined) {
      return `${config.endpoint}/restapis/${apiId}/api/_user_request_/${STACK}`;
    }
    if (Date.now() > deadline)
      throw new Error(`the stack ${STACK} is ${stack?.StackStatus}: ${stack?.StackStatusReason}`);
    await pause(100);
  }
}
