import type { InspectionLimits } from '../access/index.ts';
import type { StoredContent } from '../history/index.ts';
import type { ContentSource } from '../runtime/index.ts';
import type { FileFacts } from './file-facts.ts';

/** The objects that contents lie in, one version of each at a time. */
export interface ContentStore {
  open(content: StoredContent): Promise<ContentSource>;
  /**
   * Copies this one version to where nobody is served from, under that key of the same bucket, and answers where it lies then.
   * Once more is one copy more; undefined when it is too large to be copied: above 5 GB.
   */
  quarantine(content: StoredContent, key: string): Promise<StoredContent | undefined>;
  /** Removes this one version; removing twice is fine. */
  remove(content: StoredContent): Promise<void>;
}

/** Looks at bytes and says what they are; never throws for bad content, only for a source that cannot be read. */
export type ContentInspector = (source: ContentSource, limits: InspectionLimits) => Promise<FileFacts>;
