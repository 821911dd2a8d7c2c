/** Whether a list of `type/subtype` and `type/*` covers a type. */
export function isTypeAllowed(mimeType: string, allowed: readonly string[]): boolean {
  const family = `${mimeType.slice(0, mimeType.indexOf('/'))}/*`;
  return allowed.includes(mimeType) || allowed.includes(family);
}
