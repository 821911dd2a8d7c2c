import { CreateBucketCommand, PutBucketVersioningCommand, type S3Client } from '@aws-sdk/client-s3';

/** Creates a versioned bucket, as the stacks do. */
export const createBucket = async ({ s3 }: { readonly s3: S3Client }, Bucket: string): Promise<string> => {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  return Bucket;
};
