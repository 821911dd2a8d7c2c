import type { Route } from '@sluice/contracts';
import type { Routes } from './route-types.ts';

export type RouteMatch =
  | { readonly kind: 'route'; readonly id: string; readonly route: Route; readonly params: Record<string, string> }
  | { readonly kind: 'preflight'; readonly path: string; readonly methods: readonly string[] }
  | { readonly kind: 'method_not_allowed'; readonly path: string; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' };

type PathEntry = {
  readonly path: string;
  readonly pattern: RegExp;
  readonly routes: Map<string, { readonly id: string; readonly route: Route }>;
};

/** Finds the declaration a method and path stand for. What is written out wins over a parameter, segment by segment. */
export function createRouteMatcher(routes: Routes): (method: string, path: string) => RouteMatch {
  const entries = indexByPath(routes);
  const literal = new Map([...entries.values()].map((entry) => [entry.path, entry]));
  const patterns = [...entries.values()].filter((entry) => entry.path.includes('{')).sort(bySpecificity);
  return (method, path) => {
    const entry = literal.get(path) ?? patterns.find(({ pattern }) => pattern.test(path));
    const params = entry && readParams(entry, path);
    if (entry === undefined || params === undefined) return { kind: 'unknown' };
    const found = entry.routes.get(method);
    if (found !== undefined) return { kind: 'route', ...found, params };
    const methods = [...entry.routes.keys(), 'OPTIONS'];
    return { kind: method === 'OPTIONS' ? 'preflight' : 'method_not_allowed', path: entry.path, methods };
  };
}

function indexByPath(routes: Routes): Map<string, PathEntry> {
  const entries = new Map<string, PathEntry>();
  for (const [id, route] of Object.entries(routes)) {
    const entry = entries.get(route.path) ?? { path: route.path, pattern: patternOf(route.path), routes: new Map() };
    entry.routes.set(route.method, { id, route });
    entries.set(route.path, entry);
  }
  return entries;
}

/** As the gateway has it: `/{id}/batch` before `/{id}/{n}`. A brace sorts after every letter. */
function bySpecificity(a: PathEntry, b: PathEntry): number {
  return a.path < b.path ? -1 : 1;
}

function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

/** Undefined when a parameter is not well-formed percent-encoding: such a path names nothing. */
function readParams(entry: PathEntry, path: string): Record<string, string> | undefined {
  try {
    const groups = Object.entries(entry.pattern.exec(path)?.groups ?? {});
    return Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
