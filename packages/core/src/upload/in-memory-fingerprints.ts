import type { FingerprintKey, Fingerprints } from './fingerprints.ts';

/** The port in memory. */
export function inMemoryFingerprints(): Fingerprints {
  const pointers = new Map<string, Set<string>>();
  const nameOf = ({ tenantId, holder, fingerprint }: FingerprintKey) => JSON.stringify([tenantId, holder, fingerprint]);
  return {
    async point(key, { uploadId }) {
      pointers.set(nameOf(key), (pointers.get(nameOf(key)) ?? new Set()).add(uploadId));
    },
    async find(key, limit) {
      return [...(pointers.get(nameOf(key)) ?? [])].sort().reverse().slice(0, limit);
    },
  };
}
