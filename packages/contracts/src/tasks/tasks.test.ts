import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { TASK_CLASSES, TASK_DEFINITIONS, TASKS, takesType } from './index.ts';

const all = [...TASK_DEFINITIONS.values()].map((task) => [task.task, task] as const);

describe.each(all)('the task %s', (_, { task, version, class: ofClass, takes, gives, parameters, examples }) => {
  it('has a name that cannot be mistaken, a version, and a class of workers', () => {
    expect(task).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
    expect(version).toBeGreaterThan(0);
    expect(TASK_CLASSES).toContain(ofClass);
    expect(TASKS.filter((name) => name === task)).toHaveLength(1);
  });

  it('says which types it takes and gives', () => {
    expect(takes.length).toBeGreaterThan(0);
    for (const type of [...takes, ...gives]) expect(type).toMatch(/^([a-z0-9-]+|\*)\/([a-z0-9.+-]+|\*)$/);
  });

  it('has examples that are good, and refuses what it does not know', () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(z.safeParse(parameters, example.parameters).success).toBe(true);
    const [first] = examples;
    expect(z.safeParse(parameters, { ...first?.parameters, no_such_parameter: 1 }).success).toBe(false);
  });

  it('has a JSON Schema for its callers', () => {
    expect(z.toJSONSchema(parameters, { io: 'input' })).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

describe('takesType', () => {
  it.each([
    [['image/png'], 'image/png', true],
    [['image/png'], 'image/jpeg', false],
    [['video/*'], 'video/mp4', true],
    [['video/*'], 'audio/mp4', false],
    [['*/*'], 'application/x-anything', true],
  ])('%j takes %s: %s', (takes, type, expected) => {
    expect(takesType({ takes }, type)).toBe(expected);
  });
});
