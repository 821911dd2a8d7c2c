/** When keys were last used: roughly, because who counts must never be in the way. Times are RFC 3339. */
export interface KeyUses {
  /** Never moves back. */
  note(tenantId: string, keyId: string, at: string): Promise<void>;
  /** By key id; without those that were never used. */
  lastUses(tenantId: string, keyIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** The port in memory, for tests. */
export function inMemoryKeyUses(): KeyUses {
  const uses = new Map<string, string>();
  const nameOf = (tenantId: string, keyId: string) => `${tenantId}\n${keyId}`;
  return {
    async note(tenantId, keyId, at) {
      const name = nameOf(tenantId, keyId);
      if (at > (uses.get(name) ?? '')) uses.set(name, at);
    },
    async lastUses(tenantId, keyIds) {
      const found = keyIds.map((keyId) => [keyId, uses.get(nameOf(tenantId, keyId))] as const);
      return new Map(found.flatMap(([keyId, at]) => (at === undefined ? [] : [[keyId, at] as const])));
    },
  };
}
