import type { State, States } from './states.ts';

/** Paths that surely have a value: `$.inspect.jobs`. */
export type Known = ReadonlySet<string>;
export type Missing = { readonly state: string; readonly path: string };

/** The paths of the state's input that a template or a field names; those of the context (`$$`) are always there. */
export function pathsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [...value.matchAll(/(?<!\$)\$(?:\.[A-Za-z_]\w*)+/g)].map(([path]) => path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(pathsIn);
}

const readsOf = (state: State): readonly string[] =>
  [
    state.Parameters,
    state.ItemsPath,
    state.ItemSelector,
    state.Choices?.map(({ Variable }) => Variable),
    state.ErrorPath,
    state.TimeoutSecondsPath,
    state.CausePath,
  ].flatMap(pathsIn);

/** What a state adds to its input when it ends well. */
const resultOf = ({ ResultPath, ResultSelector }: State): readonly string[] =>
  ResultPath === undefined
    ? []
    : [ResultPath, ...Object.keys(ResultSelector ?? {}).map((key) => `${ResultPath}.${key.replace(/\.\$$/, '')}`)];

/** Every way out of a state, with what is known there. A caught error has a name; AWS leaves out the cause of some. */
const exitsOf = (state: State): readonly { to: string; adds: readonly string[] }[] => [
  ...(state.Next === undefined ? [] : [{ to: state.Next, adds: resultOf(state) }]),
  ...(state.Choices ?? []).map(({ Next }) => ({ to: Next, adds: [] })),
  ...(state.Default === undefined ? [] : [{ to: state.Default, adds: [] }]),
  ...(state.Catch ?? []).map(({ Next, ResultPath }) => ({ to: Next, adds: [ResultPath, `${ResultPath}.Error`] })),
];

/**
 * What is known when each state begins, whatever the route to it: on AWS a path without a value ends the execution, on
 * the embedded cloud it silently is null.
 */
export function tracePaths(states: States, start: string, input: Known): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>([[start, input]]);
  const queue = [start];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const state = states[name];
    if (state === undefined) throw new Error(`there is no state ${name}`);
    for (const { to, adds } of exitsOf(state)) {
      const arrives = new Set([...(known.get(name) ?? []), ...adds]);
      const before = known.get(to);
      const both = before === undefined ? arrives : new Set([...before].filter((path) => arrives.has(path)));
      if (before?.size === both.size) continue;
      known.set(to, both);
      queue.push(to);
    }
  }
  return known;
}

/** Everything a state reads although it may not be there. */
export function findMissing(states: States, start: string, input: Known): readonly Missing[] {
  const known = tracePaths(states, start, input);
  return Object.entries(states).flatMap(([state, definition]) =>
    readsOf(definition)
      .filter((path) => !known.get(state)?.has(path))
      .map((path) => ({ state, path })),
  );
}
