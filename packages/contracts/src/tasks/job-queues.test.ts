import { describe, expect, it } from 'vitest';
import { type JobQueues, parseJobQueues, queueUrlFor } from './index.ts';

const bandsOf = (name: string) => ({ high: `${name}-high`, normal: `${name}-normal`, low: `${name}-low` });
const queues: JobQueues = {
  image: bandsOf('image'),
  document: bandsOf('document'),
  archive: bandsOf('archive'),
  media: bandsOf('media'),
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
    expect(parseJobQueues(JSON.stringify(queues))).toEqual(queues);
    const { document: _, ...some } = queues;
    expect(() => parseJobQueues(JSON.stringify(some))).toThrow();
    expect(() => parseJobQueues(JSON.stringify({ ...queues, image: { high: 'x' } }))).toThrow();
  });
});
