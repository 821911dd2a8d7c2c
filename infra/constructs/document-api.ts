import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiDefinition,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Observed, ObservedPart } from '../dashboards/observed-part.ts';
import { ServiceStack } from '../service-stack.ts';
import { has } from '../target.ts';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

export type DocumentApiProps = {
  /** OpenAPI with an integration for every operation. */
  readonly document: { readonly 'x-amazon-apigateway-binary-media-types': readonly string[] };
  /** What the document integrates, by the name of the service. */
  readonly functions: Readonly<Record<string, ServiceFunction>>;
  readonly stageName: string;
  readonly alarms: Alarms;
};

/** The URI by which a gateway calls a function. */
export function integrationUri({ lambda }: ServiceFunction): string {
  const { region, partition } = Stack.of(lambda);
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda.functionArn}/invocations`;
}

/** One REST API out of one document: the functions check who may and what is valid, the gateway how often. */
export class DocumentApi extends Construct implements Observed {
  readonly observed: ObservedPart;
  readonly api: SpecRestApi;

  constructor(scope: Construct, id: string, props: DocumentApiProps) {
    super(scope, id);
    const stack = ServiceStack.of(this);
    const { target } = stack.settings;
    const observed = has(target, 'access_logs');
    const restApiName = stack.physicalName('api');
    this.observed = { kind: 'api', service: stack.service, label: 'API', name: restApiName };
    this.api = new SpecRestApi(this, 'Rest', {
      restApiName,
      apiDefinition: ApiDefinition.fromInline(props.document),
      // The embedded cloud reads them here only, the gateway of AWS in either place.
      binaryMediaTypes: [...props.document['x-amazon-apigateway-binary-media-types']],
      endpointTypes: [EndpointType.REGIONAL],
      // Its own address takes TLS 1.0 too: where the API has a name, that is the only way in.
      ...(stack.settings.domain !== undefined && { disableExecuteApiEndpoint: true }),
      // One role for the whole account, which stays with it.
      cloudWatchRole: observed,
      ...(observed && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      deployOptions: {
        stageName: props.stageName,
        throttlingRateLimit: 500,
        throttlingBurstLimit: 1000,
        metricsEnabled: true,
        tracingEnabled: has(target, 'tracing'),
        ...(observed && {
          loggingLevel: MethodLoggingLevel.ERROR,
          dataTraceEnabled: false,
          accessLogDestination: new LogGroupLogDestination(
            new LogGroup(this, 'AccessLogs', {
              retention: target.logRetentionDays,
              removalPolicy: RemovalPolicy.DESTROY,
            }),
          ),
          accessLogFormat: AccessLogFormat.custom(ACCESS_LOG),
        }),
      },
    });
    const ownPolicy = 'arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';
    acknowledge(this.api, {
      'AwsSolutions-APIG2': 'the functions validate every request by the route table, and say which field is wrong',
      [`AwsSolutions-IAM4[Policy::${ownPolicy}]`]: 'the policy AWS made for the gateway of an account to write logs',
    });
    for (const [service, fn] of Object.entries(props.functions)) this.#permit(service, fn);
    this.#declareAlarms(props.alarms);
  }

  /** Here and not with the function, whose stack this one depends on. */
  #permit(service: string, { lambda }: ServiceFunction): void {
    new CfnPermission(this, `Invoke-${service}`, {
      action: 'lambda:InvokeFunction',
      functionName: lambda.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.api.restApiId,
        resourceName: `${this.api.deploymentStage.stageName}/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });
  }

  #declareAlarms(alarms: Alarms): void {
    const period = Duration.minutes(5);
    alarms.raise(this, 'ServerErrors', {
      metric: this.api.metricServerError({ period, statistic: 'Sum' }),
      threshold: 1,
      says: 'the API answers 5xx',
      runbook: 'api-server-errors',
    });
    alarms.raise(this, 'Latency', {
      // Callers may wait 20 seconds for a file: the median would hide a slow API, the maximum would always be raised.
      metric: this.api.metricLatency({ period, statistic: 'p90' }),
      threshold: 5000,
      periods: 3,
      says: 'one call in ten takes more than five seconds',
      runbook: 'api-latency',
    });
  }
}

/** The resource (`/v1/files/{file_id}`) and never the path: paths name files, and tokens get pasted into them. */
const ACCESS_LOG = JSON.stringify({
  request_id: AccessLogField.contextRequestId(),
  trace_id: AccessLogField.contextXrayTraceId(),
  time: AccessLogField.contextRequestTimeEpoch(),
  method: AccessLogField.contextHttpMethod(),
  resource_path: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  latency: AccessLogField.contextResponseLatency(),
  integration_latency: AccessLogField.contextIntegrationLatency(),
  response_bytes: AccessLogField.contextResponseLength(),
  source_ip: AccessLogField.contextIdentitySourceIp(),
  user_agent: AccessLogField.contextIdentityUserAgent(),
});
