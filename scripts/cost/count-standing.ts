import type { SynthesizedStack } from '../../localstack/deploy/read-assembly.ts';
import type { Standing } from './estimate-monthly-cost.ts';

/** Requests, durations and errors of an operation. */
const METRICS_PER_OPERATION = 3;

/** What the templates declare that is paid by the month. `operations` each have metrics of their own once they are called. */
export function countStanding(stacks: readonly SynthesizedStack[], operations: number): Standing {
  const resources = stacks.flatMap(({ template }) => Object.values(template.Resources ?? {}));
  const ofType = (type: string) => resources.filter((resource) => resource.Type === type);
  const firewalls = ofType('AWS::WAFv2::WebACL');
  return {
    alarms: ofType('AWS::CloudWatch::Alarm').length + ofType('AWS::CloudWatch::CompositeAlarm').length,
    metrics: operations * METRICS_PER_OPERATION,
    keys: ofType('AWS::KMS::Key').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    firewalls: firewalls.length,
    firewall_rules: firewalls.reduce(
      (sum, { Properties: { Rules } = {} }) => sum + (Array.isArray(Rules) ? Rules.length : 0),
      0,
    ),
  };
}
