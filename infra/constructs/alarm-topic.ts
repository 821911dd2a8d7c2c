import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Who is called: subscribe people and pagers to it. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Of its own: CloudWatch may use it, and must not open contents with it.
    const masterKey = new Key(this, 'Key', { description: 'Sluice: alarms', enableKeyRotation: true });
    this.topic = new Topic(this, 'Topic', { displayName: 'Sluice alarms', enforceSSL: true, masterKey });
    const forAlarms = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    };
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...forAlarms, actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
    );
    masterKey.addToResourcePolicy(
      // In the policy of a key, everything is this key.
      new PolicyStatement({ ...forAlarms, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
    );
  }
}
