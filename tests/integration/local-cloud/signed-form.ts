import { createHmac } from 'node:crypto';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The fields of a form that may put one object of at most `maxBytes`: an S3 POST policy, Signature Version 4. */
export const signedForm = (request: {
  readonly bucket: string;
  readonly key: string;
  readonly maxBytes: number;
  readonly date: Date;
  readonly expires: Date;
}): Record<string, string> => {
  const stamp = request.date.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const fields = {
    key: request.key,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `test/${day}/us-east-1/s3/aws4_request`,
    'x-amz-date': stamp,
  };
  const conditions = [
    { bucket: request.bucket },
    ['content-length-range', 0, request.maxBytes],
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
  ];
  const policy = Buffer.from(JSON.stringify({ expiration: request.expires.toISOString(), conditions })).toString(
    'base64',
  );
  const key = ['us-east-1', 's3', 'aws4_request'].reduce(hmac, hmac('AWS4test', day));
  return { ...fields, policy, 'x-amz-signature': hmac(key, policy).toString('hex') };
};
