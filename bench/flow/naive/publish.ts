import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamoDB = new DynamoDBClient({});

/** One row, and when it was written. */
export async function handler(input: { key: string }) {
  await dynamoDB.send(
    new PutItemCommand({
      TableName: process.env.TABLE,
      Item: { pk: { S: input.key }, record: { S: JSON.stringify(input) }, published_at: { N: String(Date.now()) } },
    }),
  );
  return { status: 'published' };
}
