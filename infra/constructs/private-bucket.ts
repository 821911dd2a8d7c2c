import { Aws, Duration } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  type IBucket,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ServiceStack } from '../service-stack.ts';
import { acknowledge } from './acknowledge.ts';
import { grantKeyUse } from './grant-key-use.ts';

export type PrivateBucketProps = {
  /** `sluice-<env>-<name>-<account>-<region>`. */
  readonly name: string;
  /** Every object keeps all its versions. @default false */
  readonly versioned?: boolean;
  /** @default S3's own key */
  readonly encryptionKey?: IKey | undefined;
  /** Who read and wrote what. @default not kept */
  readonly accessLogs?: IBucket | undefined;
  readonly cors?: CorsRule;
  /** Besides the end of multipart uploads nobody finished. */
  readonly lifecycle?: readonly LifecycleRule[];
};

/** What may be done with the objects below a prefix. */
export type ObjectAction =
  | 's3:AbortMultipartUpload'
  | 's3:DeleteObject'
  | 's3:DeleteObjectVersion'
  | 's3:GetObject'
  | 's3:GetObjectVersion'
  | 's3:ListMultipartUploadParts'
  | 's3:PutObject';

/** As the policy checks write what is only known at the deploy: `<AWS::AccountId>`. */
const readable = (arn: string): string =>
  arn
    .replaceAll(Aws.PARTITION, '<AWS::Partition>')
    .replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>')
    .replaceAll(Aws.REGION, '<AWS::Region>');

/** A bucket nobody reaches without a grant or a signed URL, over TLS only. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;
  /** Known before there is a bucket: what it depends on can name it. */
  readonly arn: string;
  readonly #key: IKey | undefined;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const stack = ServiceStack.of(this);
    const bucketName = `${stack.physicalName(props.name)}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
    this.arn = stack.formatArn({ service: 's3', region: '', account: '', resource: bucketName });
    this.#key = props.encryptionKey;
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName,
      versioned: props.versioned ?? false,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: stack.settings.target.stateful,
      ...(this.#key
        ? { encryption: BucketEncryption.KMS, encryptionKey: this.#key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      ...(props.accessLogs && { serverAccessLogsBucket: props.accessLogs, serverAccessLogsPrefix: `${props.name}/` }),
      ...(props.cors && { cors: [props.cors] }),
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }, ...(props.lifecycle ?? [])],
    });
  }

  /** To do this with the objects whose keys begin with `prefix`. */
  grantObjects(grantee: Role, prefix: string, ...actions: readonly ObjectAction[]): void {
    const resource = `${this.arn}/${prefix}*`;
    grantee.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [resource] }));
    acknowledge(grantee, {
      [`AwsSolutions-IAM5[Resource::${readable(resource)}]`]: 'keys below the prefix are made while it runs',
    });
    grantKeyUse(this.#key, grantee, 's3');
  }

  /** To list what was begun in parts and not ended: S3 knows no narrower resource for it than the bucket. */
  grantListMultiparts(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:ListBucketMultipartUploads'], resources: [this.bucket.bucketArn] }),
    );
  }

  /**
   * To list keys: also what makes S3 answer "not found" and not "forbidden" for an object that is not there, and
   * whether the bucket is well.
   */
  grantList(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
  }
}
