/** Remembers which upload a file belongs to; keys and values are short text. What it forgets is only sent again. */
export type ResumeStore = {
  readonly get: (key: string) => Promise<string | undefined>;
  readonly set: (key: string, uploadId: string) => Promise<void>;
  readonly delete: (key: string) => Promise<void>;
};

/** Forgets when the process ends. */
export const createMemoryResumeStore = (): ResumeStore => {
  const entries = new Map<string, string>();
  return {
    get: async (key) => entries.get(key),
    set: async (key, uploadId) => void entries.set(key, uploadId),
    delete: async (key) => void entries.delete(key),
  };
};

const PREFIX = 'sluice-upload:';

/** In a browser's `localStorage`, which survives a reload. A full or forbidden storage remembers nothing. */
export const createWebResumeStore = (storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): ResumeStore => {
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    get: async (key) => attempt(() => storage.getItem(PREFIX + key)) ?? undefined,
    set: async (key, uploadId) => attempt(() => storage.setItem(PREFIX + key, uploadId)),
    delete: async (key) => attempt(() => storage.removeItem(PREFIX + key)),
  };
};

/** The platform's own, where there is one. */
export const findWebResumeStore = (): ResumeStore => {
  try {
    // A page may be forbidden to touch it: then even looking throws.
    const { localStorage } = globalThis;
    return 'document' in globalThis && localStorage ? createWebResumeStore(localStorage) : createMemoryResumeStore();
  } catch {
    return createMemoryResumeStore();
  }
};
