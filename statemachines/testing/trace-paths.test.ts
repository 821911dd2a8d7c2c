import { describe, expect, it } from 'vitest';
import { parseStates } from './states.ts';
import { findMissing, pathsIn } from './trace-paths.ts';

const task = { Type: 'Task', ResultPath: '$.look', ResultSelector: { 'kind.$': '$.Payload.kind' }, Next: 'Use' };
const caught = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Use' }];
const missing = (states: object) => findMissing(parseStates(states), 'Look', new Set(['$.id']));

describe('paths a machine reads', () => {
  it('are found in templates and functions, without those of the context', () => {
    expect(pathsIn({ 'a.$': '$.x.y', b: { 'c.$': "States.Format('{}/{}', $$.Execution.Name, $.z)" } })).toEqual([
      '$.x.y',
      '$.z',
    ]);
  });

  it('are there when the input or an earlier state has them', () => {
    expect(missing({ Look: task, Use: { Type: 'Task', Parameters: { 'k.$': '$.look.kind', 'i.$': '$.id' } } })).toEqual(
      [],
    );
  });

  it('are missing when nobody makes them', () => {
    const found = missing({ Look: task, Use: { Type: 'Task', Parameters: { 'k.$': '$.look.size' } } });
    expect(found).toEqual([{ state: 'Use', path: '$.look.size' }]);
  });

  it('are missing when one of several routes does not make them', () => {
    const found = missing({ Look: { ...task, Catch: caught }, Use: { Type: 'Fail', CausePath: '$.look.kind' } });
    expect(found).toEqual([{ state: 'Use', path: '$.look.kind' }]);
  });

  it('are missing when they name the cause of an error, which AWS sometimes leaves out', () => {
    const found = missing({
      Look: { Type: 'Task', Catch: caught },
      Use: { Type: 'Fail', CausePath: '$.failure.Cause' },
    });
    expect(found).toEqual([{ state: 'Use', path: '$.failure.Cause' }]);
  });
});
