import type { JobSource } from './job-source.ts';

type Source = Parameters<JobSource['fetch']>[0];

export type InMemoryJobSource = JobSource & { add(source: Source, bytes: Uint8Array): void };

/** The port in memory. */
export function inMemoryJobSource(): InMemoryJobSource {
  const contents = new Map<string, Uint8Array>();
  const nameOf = ({ bucket, key, versionId }: Source) => [bucket, key, versionId].join('\n');
  return {
    add(source, bytes) {
      contents.set(nameOf(source), bytes);
    },
    async fetch(source) {
      const bytes = contents.get(nameOf(source));
      if (bytes === undefined) {
        throw new Error(`version ${source.versionId} of ${source.key} is not stored`);
      }
      return bytes;
    },
  };
}
