import { contentInMemory } from '../runtime/index.ts';
import type { JobContent, JobSource } from './job-source.ts';

type Pinned = Omit<JobContent, 'sizeBytes'>;

export type InMemoryJobSource = JobSource & { add(content: Pinned, bytes: Uint8Array): void };

/** The port in memory. */
export function inMemoryJobSource(): InMemoryJobSource {
  const contents = new Map<string, Uint8Array>();
  const nameOf = ({ bucket, key, versionId }: Pinned) => [bucket, key, versionId].join('\n');
  return {
    add(content, bytes) {
      contents.set(nameOf(content), bytes);
    },
    open(content) {
      const get = () => {
        const bytes = contents.get(nameOf(content));
        if (bytes === undefined) throw new Error(`version ${content.versionId} of ${content.key} is not stored`);
        return contentInMemory(bytes);
      };
      return {
        sizeBytes: content.sizeBytes,
        async *stream() {
          yield* get().stream();
        },
        read: async (start, length) => get().read(start, length),
      };
    },
  };
}
