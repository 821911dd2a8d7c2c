import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type JobQueues, jobQueuesSchema, queueUrlFor } from './index.ts';

const bandsOf = (name: string) => ({ high: `${name}-high`, normal: `${name}-normal`, low: `${name}-low` });
const queues: JobQueues = {
  image: bandsOf('image'),
  document: bandsOf('document'),
  archive: bandsOf('archive'),
};

describe('the queue of a job', () => {
  it.each([
    ['render_image', 9, 'image-high'],
    ['render_image', 5, 'image-normal'],
    ['read_document', 1, 'document-low'],
  ])('%s of priority %i is %s', (task, priority, expected) => {
    expect(queueUrlFor(queues, { task, priority })).toBe(expected);
  });

  it('is not made up for a task that nobody knows', () => {
    expect(() => queueUrlFor(queues, { task: 'make_coffee', priority: 5 })).toThrow('make_coffee');
  });

  it('is there for every class and every band', () => {
    expect(z.parse(jobQueuesSchema, queues)).toEqual(queues);
    const { document: _, ...some } = queues;
    expect(z.safeParse(jobQueuesSchema, some).success).toBe(false);
    expect(z.safeParse(jobQueuesSchema, { ...queues, image: { high: 'x' } }).success).toBe(false);
  });
});
