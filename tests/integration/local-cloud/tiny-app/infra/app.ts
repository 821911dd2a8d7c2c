import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, BucketEncryption, StorageClass } from 'aws-cdk-lib/aws-s3';
import { DefinitionBody, LogLevel, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

// Two stacks with one of everything that the emulator's CloudFormation leaves out.
const app = new App();
const foundation = new Stack(app, 'sluice-test-foundation');
const removalPolicy = RemovalPolicy.DESTROY;

const key = new Key(foundation, 'Key', { removalPolicy });
const logGroup = new LogGroup(foundation, 'MachineLogs', { removalPolicy });
const table = new Table(foundation, 'Table', {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  timeToLiveAttribute: 'expires_at',
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  removalPolicy,
});
const bucket = new Bucket(foundation, 'Bucket', {
  encryption: BucketEncryption.KMS,
  encryptionKey: key,
  lifecycleRules: [
    { abortIncompleteMultipartUploadAfter: Duration.days(7) },
    {
      id: 'archive',
      prefix: 't/',
      tagFilters: { tier: 'cold' },
      transitions: [{ storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(90) }],
      noncurrentVersionExpiration: Duration.days(30),
    },
  ],
  removalPolicy,
});

const services = new Stack(app, 'sluice-test-services');
const machine = new StateMachine(services, 'Machine', {
  definitionBody: DefinitionBody.fromChainable(new Pass(services, 'Only')),
  // Of the other stack: the reference is an import.
  logs: { destination: logGroup, level: LogLevel.ERROR, includeExecutionData: false },
});
const hello = new LambdaFunction(services, 'Hello', {
  runtime: Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: Code.fromAsset('functions/hello'),
  reservedConcurrentExecutions: 3,
});
const api = new RestApi(services, 'Api', { deployOptions: { stageName: 'v1' }, cloudWatchRole: false });
api.root.addResource('hello').addMethod('GET', new LambdaIntegration(hello));

const outputs = {
  RestApiId: api.restApiId,
  StageName: api.deploymentStage.stageName,
  TableName: table.tableName,
  BucketName: bucket.bucketName,
  KeyArn: key.keyArn,
  MachineArn: machine.stateMachineArn,
  LogGroupArn: logGroup.logGroupArn,
  FunctionName: hello.functionName,
  Target: String(app.node.tryGetContext('target')),
  IssuerUrl: String(app.node.tryGetContext('issuerUrl')),
};
for (const [name, value] of Object.entries(outputs)) new CfnOutput(services, name, { value });
