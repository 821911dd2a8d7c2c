import { type ApiService, METRIC_NAMESPACE, METRICS } from '@sluice/contracts';
import { gatewayDocument } from '@sluice/contracts/openapi';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { ApiDomain } from '../constructs/api-domain.ts';
import { DocumentApi, integrationUri } from '../constructs/document-api.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { WebFirewall } from '../constructs/web-firewall.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import { has } from '../target.ts';
import type { FoundationStack } from './foundation.ts';

export type ApiStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly functions: Readonly<Record<ApiService, ServiceFunction>>;
};

/** The one API in front of every service that has one. */
export class ApiStack extends ServiceStack {
  readonly api: DocumentApi;

  constructor(scope: Construct, { foundation, functions, ...props }: ApiStackProps) {
    super(scope, 'api', props);
    const origins = this.settings.allowedOrigins.split(',');
    this.api = new DocumentApi(this, 'Api', {
      document: gatewayDocument((service) => integrationUri(functions[service]), {
        title: this.physicalName('api'),
        // What the gateway answers by itself can name one origin.
        ...(origins.length === 1 && { origin: origins[0] }),
      }),
      functions,
      stageName: 'api',
      alarms: foundation.alarms,
    });
    for (const service of Object.keys(functions)) {
      foundation.alarms.raise(this, `RateLimiter-${service}`, {
        metric: new Metric({
          namespace: METRIC_NAMESPACE,
          metricName: METRICS.rateLimiterFailures,
          dimensionsMap: { service },
          statistic: 'Sum',
          period: Duration.minutes(5),
        }),
        // One call in between may have been the first on a cold connection.
        threshold: 5,
        says: `calls of ${service} cannot be counted: reads pass without a limit, writes are refused`,
        runbook: 'rate-limiter',
      });
    }
    const { api } = this.api;
    if (has(this.settings.target, 'firewall')) {
      new WebFirewall(this, 'Firewall', { stage: api.deploymentStage, rateLimit: 10_000 });
    }
    if (this.settings.domain !== undefined) {
      const domain = new ApiDomain(this, 'Domain', { ...this.settings.domain, stage: api.deploymentStage });
      new CfnOutput(this, 'DomainTarget', { value: domain.target });
    }
    new CfnOutput(this, 'RestApiId', { value: api.restApiId });
    new CfnOutput(this, 'StageName', { value: api.deploymentStage.stageName });
  }
}
