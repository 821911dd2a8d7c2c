/** Whether an error of the SDK has one of these names; every client has its own classes, the names are the protocol's. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
