/** The names between braces in a route's path, in order: `/v1/files/{file_id}` has `file_id`. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = '']) => name);
}
