import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { callbackUrlSchema, operationsSchema } from './operations.ts';

const icon = { name: 'icon', format: 'png', width: 64, height: 64, fit: 'cover', quality: 80 };

describe('operations', () => {
  it.each([
    ['names of tasks', ['render_image', 'read_document']],
    ['tasks with parameters', [{ task: 'render_image', parameters: { renditions: [icon] } }]],
    ['twenty of them', Array.from({ length: 20 }, () => 'render_image')],
  ])('are %s', (_, operations) => {
    expect(z.parse(operationsSchema, operations)).toEqual(operations);
  });

  it.each([
    ['none', []],
    ['more than twenty', Array.from({ length: 21 }, () => 'render_image')],
    ['a task nobody knows', ['make_coffee']],
    ['a task with something else', [{ task: 'render_image', when: 'now' }]],
  ])('are not %s', (_, operations) => {
    expect(z.safeParse(operationsSchema, operations).success).toBe(false);
  });

  it('have the parameters of their tasks: what does not fit is told where it stands', () => {
    const wide = { task: 'render_image', parameters: { renditions: [icon, { ...icon, width: 0 }] } };
    const checked = z.safeParse(operationsSchema, ['read_document', wide]);
    expect(checked.error?.issues.map(({ path }) => path.join('/'))).toEqual(['1/parameters/renditions/1/width']);
  });
});

describe('a callback', () => {
  it.each(['https://hooks.example.com', 'https://hooks.example.com:8443/a?b=c'])('may be %s', (url) => {
    expect(z.parse(callbackUrlSchema, url)).toBe(url);
  });

  it.each([
    'http://hooks.example.com',
    'https://user@hooks.example.com',
    'https://user:password@hooks.example.com',
    'https://hooks.example.com/#x',
    'javascript:alert(1)',
    'hooks.example.com',
    `https://hooks.example.com/${'a'.repeat(2048)}`,
  ])('is not %s', (url) => {
    expect(z.safeParse(callbackUrlSchema, url).success).toBe(false);
  });
});
