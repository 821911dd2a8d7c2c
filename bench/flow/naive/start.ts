import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

// The fixture is what one would write in an afternoon: clients with their defaults, no retries of one's own, no history.
const stepFunctions = new SFNClient({});

type Arrival = { Records: { body: string }[] };

export async function handler({ Records }: Arrival) {
  for (const { body } of Records) {
    for (const { s3 } of JSON.parse(body).Records ?? []) {
      const input = JSON.stringify({ bucket: s3.bucket.name, key: decodeURIComponent(s3.object.key) });
      await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE_ARN, input }));
    }
  }
  return 'started';
}
