import { ListMultipartUploadsCommand, type ListMultipartUploadsCommandOutput, type S3Client } from '@aws-sdk/client-s3';

/** S3's ids of what was begun at exactly this key, every page of them. */
export async function listMultiparts(client: S3Client, Bucket: string, key: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let from: Pick<ListMultipartUploadsCommandOutput, 'NextKeyMarker' | 'NextUploadIdMarker'> = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({
        Bucket,
        Prefix: key,
        KeyMarker: from.NextKeyMarker,
        UploadIdMarker: from.NextUploadIdMarker,
      }),
    );
    ids.push(...(page.Uploads ?? []).flatMap(({ Key, UploadId }) => (Key === key && UploadId ? [UploadId] : [])));
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return ids;
    from = page;
  }
}
