import { describe, expect, it } from 'vitest';
import { VALID_FILE_ID as FILE_ID } from '../history/valid-facts.ts';
import { createRedriveFile } from './redrive-file.ts';
import { CAME_TO, failed, published, setUpFile } from './set-up-files.ts';

const request = { tenantId: 'acme', fileId: FILE_ID, userId: 'olga', correlationId: 'redrive-1' };

async function failedFile() {
  const world = await setUpFile([...CAME_TO.processing, failed]);
  world.executions.end(world.first);
  return { ...world, redrive: createRedriveFile(world.deps) };
}

describe('redriving a file that failed', () => {
  it('takes it up at its first stage, as its next run', async () => {
    const { redrive, file, executions, facts } = await failedFile();
    expect(await redrive(request)).toEqual({ outcome: 'redriven', status: 'uploaded', run: 2 });
    expect(await file()).toMatchObject({ status: 'uploaded', run: 2 });
    expect(await file()).not.toHaveProperty('reason');
    expect((await facts()).at(-1)).toMatchObject({ userId: 'olga', correlationId: 'redrive-1' });
    expect(executions.running()).toEqual([`${FILE_ID}.1.2`]);
  });

  it('twice is once', async () => {
    const { redrive, executions } = await failedFile();
    await Promise.all([redrive(request), redrive(request)]);
    expect(await redrive(request)).toMatchObject({ outcome: 'under_way', run: 2 });
    expect(executions.running()).toEqual([`${FILE_ID}.1.2`]);
  });

  it('starts what one that died had only said', async () => {
    const { deps, redrive, executions } = await failedFile();
    const dying = createRedriveFile({ ...deps, lifecycle: { start: () => Promise.reject(new Error('died')) } });
    await expect(dying(request)).rejects.toThrow('died');
    expect(executions.running()).toEqual([]);
    await redrive(request);
    expect(executions.running()).toEqual([`${FILE_ID}.1.2`]);
  });

  it('gives it all its tries again', async () => {
    const world = await failedFile();
    for (let run = 2; run <= 6; run += 1) {
      if (run === 2) await world.redrive(request);
      world.clock.advance(180_000);
      world.executions.end(world.run(run));
      await world.reconcile();
    }
    expect(await world.file()).toMatchObject({ status: 'failed', run: 6 });
    await world.redrive(request);
    world.clock.advance(180_000);
    world.executions.end(world.run(7));
    expect((await world.reconcile()).resumed).toMatchObject([{ run: 8 }]);
  });
});

describe('redriving', () => {
  it('leaves a file that was published alone', async () => {
    const world = await setUpFile([...CAME_TO.publishing, published]);
    expect(await createRedriveFile(world.deps)(request)).toEqual({ outcome: 'at_rest', status: 'published', run: 1 });
    expect(await world.file()).toMatchObject({ status: 'published', run: 1 });
  });

  it('knows no file of another tenant', async () => {
    const { redrive } = await failedFile();
    await expect(redrive({ ...request, tenantId: 'globex' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
