/**
 * The claim of that name, or at that path: `tenant_id`, `https://example.com/tenant`, `resource_access.sluice.roles`.
 * A name with dots in it is looked for whole before it is taken for a path, because names that are URLs have dots too.
 * Undefined when there is none.
 */
export function readClaim(claims: unknown, path: string): unknown {
  if (!isObject(claims)) return undefined;
  if (Object.hasOwn(claims, path)) return claims[path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    const found = Object.hasOwn(claims, head) ? readClaim(claims[head], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
