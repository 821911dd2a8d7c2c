import { randomUUID } from 'node:crypto';
import { ListExecutionsCommand, ListStateMachinesCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { awsClients } from '../support/aws-clients.ts';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { executionsOf, factsOf, queueUrlOf } from '../support/look-inside.ts';
import { whileNobodyConsumes } from '../support/queues.ts';
import { createUpload, fileAtRest, putParts } from '../support/send-file.ts';

const editor: Person = { role: 'editor', tenant: 'operated' };
const operator: Person = { role: 'operator' };

async function begin(filename: string, bytes: Uint8Array): Promise<string> {
  const { body } = await createUpload(editor, { filename, mimeType: 'image/jpeg', bytes });
  await putParts(body, bytes);
  return (await callApi('POST', `/v1/uploads/${body.upload_id}/complete`, { as: editor })).body.file_id;
}

/** Ends the execution of a file before its time, as a restart of the cloud does. */
async function stopExecution(fileId: string): Promise<void> {
  const { stepFunctions } = awsClients();
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name = '' }) => name.endsWith('file-lifecycle'));
  const { executions = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn, statusFilter: 'RUNNING' }),
  );
  const execution = executions.find(({ name = '' }) => name.startsWith(fileId));
  await stepFunctions.send(new StopExecutionCommand({ executionArn: execution?.executionArn }));
}

const executionOf = async (fileId: string) =>
  (await callApi('GET', `/v1/executions/${fileId}?tenant_id=operated`, { as: operator })).body;

describe('a file whose execution was stopped', () => {
  it('is named as stuck, is taken up again as its next run, and comes to its end', { timeout: 180_000 }, async () => {
    const bytes = new Uint8Array(await makePhoto());
    const fileId = await whileNobodyConsumes(await queueUrlOf('process', 'ImageJobsNormalQueue'), async () => {
      const id = await begin('stopped.jpg', bytes);
      await eventually(
        'the file to wait for its job',
        async () => (await executionOf(id)).file_status === 'processing',
      );
      await stopExecution(id);
      // LocalStack says FAILED of an execution that was stopped.
      const ended = expect.stringMatching(/^(ABORTED|FAILED)$/);
      expect(await executionOf(id)).toMatchObject({ execution: 'ended', ended, stage: 'inspect', run: 1 });

      const stuck = await callApi('GET', '/v1/reconciliation?older_than_seconds=0', { as: operator });
      expect(stuck.body.resumed).toContainEqual(expect.objectContaining({ file_id: id, stage: 'inspect', run: 2 }));
      expect(await executionOf(id)).toMatchObject({ run: 1 });

      const done = await callApi('POST', '/v1/reconciliation', { as: operator, body: { older_than_seconds: 0 } });
      expect(done.body.resumed).toContainEqual(expect.objectContaining({ file_id: id, tenant_id: 'operated' }));
      expect(await executionOf(id)).toMatchObject({ execution: 'running', run: 2 });
      const again = await callApi('POST', '/v1/reconciliation', { as: operator, body: { older_than_seconds: 0 } });
      expect(again.body.resumed).toEqual([]);
      return id;
    });
    await fileAtRest(editor, fileId);
    expect((await factsOf(editor, fileId)).filter((type) => type === 'file.resumed')).toHaveLength(1);
    expect((await executionsOf([fileId])).sort()).toEqual([`${fileId}.1.1`, `${fileId}.1.2`]);
  });
});

describe('a message that nothing could handle', () => {
  it('is kept with its reason, shown without its content, and goes back to its queue', {
    timeout: 90_000,
  }, async () => {
    const uploadId = randomUUID();
    const arrival = {
      Records: [
        { s3: { bucket: { name: 'b' }, object: { key: `t/operated/${uploadId}`, versionId: 'secret-version' } } },
      ],
    };
    const { MessageId } = await awsClients().sqs.send(
      new SendMessageCommand({
        QueueUrl: await queueUrlOf('foundation', 'IntakeArrivalsDeadLetters'),
        MessageBody: JSON.stringify(arrival),
      }),
    );
    const letter = await eventually('the letter to be kept', async () => {
      const { status, body } = await callApi('GET', `/v1/dead-letters/${MessageId}`, { as: operator });
      return status === 200 && body;
    });
    expect(letter).toMatchObject({
      letter_id: MessageId,
      queue: 'objects-that-arrived',
      reason: 'objects-that-arrived: not handled in 5 receives',
      tenant_id: 'operated',
      upload_id: uploadId,
      status: 'kept',
    });
    expect(JSON.stringify(letter)).not.toContain('secret-version');
    const list = await callApi('GET', '/v1/dead-letters?limit=200', { as: operator });
    expect(list.body.items).toContainEqual(letter);

    const redrive = () => callApi('POST', `/v1/dead-letters/${MessageId}/redrive`, { as: operator });
    expect((await redrive()).body).toEqual({ letter_id: MessageId, outcome: 'sent_back' });
    expect((await redrive()).body).toEqual({ letter_id: MessageId, outcome: 'already_redriven' });
    const after = await callApi('GET', `/v1/dead-letters/${MessageId}`, { as: operator });
    expect(after.body).toMatchObject({ status: 'redriven', redriven_at: expect.any(String) });
  });
});
