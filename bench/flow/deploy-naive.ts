import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { build } from 'esbuild';
import yazl from 'yazl';
import { FROM_LAYERS } from '../../infra/bundle-functions.ts';

export type NaiveStack = { readonly bucket: string; readonly table: string };
type Config = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };
};

const ROLE = 'arn:aws:iam::000000000000:role/naive';
const NAMES = ['start', 'inspect', 'make', 'publish'] as const;

/** Three plain Lambda states behind the same kind of event, with the layers of the function that understands in our stacks. */
export async function deployNaive(config: Config, layerOf: string): Promise<NaiveStack> {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient(config);
  const lambda = new LambdaClient(config);
  const stepFunctions = new SFNClient(config);
  const [bucket, renditions, table] = ['naive-content', 'naive-renditions', 'naive-files'];
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new CreateBucketCommand({ Bucket: renditions }));
  await new DynamoDBClient(config).send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  const { Layers = [] } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: layerOf }));
  const layers = Layers.flatMap(({ Arn }) => Arn ?? []);
  const arnOf = async (name: (typeof NAMES)[number], environment: Record<string, string>) => {
    const { FunctionArn } = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: `naive-${name}`,
        Role: ROLE,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: await bundle(name) },
        MemorySize: 3008,
        Timeout: 60,
        Layers: layers,
        Environment: { Variables: environment },
      }),
    );
    return FunctionArn ?? '';
  };
  const { stateMachineArn = '' } = await stepFunctions.send(
    new CreateStateMachineCommand({
      name: 'naive',
      roleArn: ROLE,
      definition: JSON.stringify({
        StartAt: 'Inspect',
        States: {
          Inspect: { Type: 'Task', Resource: await arnOf('inspect', {}), Next: 'Make' },
          Make: { Type: 'Task', Resource: await arnOf('make', { RENDITIONS: renditions }), Next: 'Publish' },
          Publish: { Type: 'Task', Resource: await arnOf('publish', { TABLE: table }), End: true },
        },
      }),
    }),
  );
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'naive-arrivals', Attributes: { VisibilityTimeout: '120' } }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const QueueArn = Attributes?.QueueArn;
  await arnOf('start', { MACHINE_ARN: stateMachineArn });
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: 'naive-start', EventSourceArn: QueueArn, BatchSize: 10 }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }] },
    }),
  );
  return { bucket, table };
}

async function bundle(name: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`naive/${name}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: [...FROM_LAYERS],
    logOverride: { 'empty-import-meta': 'silent' },
    write: false,
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`no bundle of ${name}`);
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(output.contents), 'index.js');
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
