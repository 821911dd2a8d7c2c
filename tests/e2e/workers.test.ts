import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { awsClients } from '../support/aws-clients.ts';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { functionWorkers } from '../support/function-workers.ts';
import { allRowsOf, executionsOf, factsOf, functionOf, renditionKeysOf, tableOf } from '../support/look-inside.ts';
import { createUpload, fileAtRest, putParts, sendFile } from '../support/send-file.ts';

const editor: Person = { role: 'editor', tenant: 'workers' };

async function begin(filename: string, bytes: Uint8Array): Promise<string> {
  const { body } = await createUpload(editor, { filename, mimeType: 'image/jpeg', bytes });
  await putParts(body, bytes);
  const completed = await callApi('POST', `/v1/uploads/${body.upload_id}/complete`, { as: editor });
  return completed.body.file_id;
}

describe('workers that die', () => {
  it('20 files come to rest once each while image workers are killed', { timeout: 300_000 }, async () => {
    const bytes = new Uint8Array(await makePhoto());
    const name = await functionOf('process', 'RunImageJob');
    const fileIds = await Promise.all(Array.from({ length: 20 }, (_, index) => begin(`${index}.jpg`, bytes)));
    const killed = new Set<number>();
    await eventually(
      'three workers to kill',
      async () => {
        for (const pid of await functionWorkers(name)) {
          if (killed.size < 3 && !killed.has(pid)) {
            process.kill(pid, 'SIGKILL');
            killed.add(pid);
          }
        }
        return killed.size === 3;
      },
      120,
    );
    const files = await Promise.all(fileIds.map((fileId) => fileAtRest(editor, fileId, 240)));
    expect(files.map(({ status }) => status)).toEqual(Array(20).fill('published'));
    expect(await executionsOf(fileIds)).toHaveLength(20);
    for (const fileId of fileIds) {
      const facts = await factsOf(editor, fileId);
      expect(facts.filter((type) => type === 'file.published')).toHaveLength(1);
      expect(facts.filter((type) => type === 'rendition.created')).toHaveLength(3);
      expect(await renditionKeysOf('workers', fileId)).toHaveLength(3);
    }
  });

  it('a job that always throws fails its file with the reason, and waits in dead letters', {
    timeout: 180_000,
  }, async () => {
    const { lambda } = awsClients();
    const FunctionName = await functionOf('process', 'RunImageJob');
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    // The worker cannot reach its storage any more: every try throws.
    const Variables = { ...Environment?.Variables, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    try {
      const file = await sendFile(editor, {
        filename: 'dead.jpg',
        mimeType: 'image/jpeg',
        bytes: new Uint8Array(await makePhoto()),
      });
      expect(file).toMatchObject({
        status: 'failed',
        reason: 'processing_failed',
        detail: 'render_image did not succeed, however often it was tried',
        renditions: [],
      });
      expect((await factsOf(editor, file.file_id)).at(-1)).toBe('file.failed');
      const letters = await allRowsOf(await tableOf('process', 'DeadLetters'));
      expect(letters.some((letter) => JSON.stringify(letter).includes(file.file_id))).toBe(true);
    } finally {
      await lambda.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Environment: { Variables: Environment?.Variables ?? {} },
        }),
      );
    }
    const file = await sendFile(editor, {
      filename: 'alive.jpg',
      mimeType: 'image/jpeg',
      bytes: new Uint8Array(await makePhoto()),
    });
    expect(file.status).toBe('published');
  });
});
