import type { InspectionLimits } from '../access/index.ts';
import type { StoredContent } from '../history/index.ts';
import type { ContentSource } from '../runtime/index.ts';
import type { FileFacts } from './file-facts.ts';

/** The objects that contents lie in, one version of each at a time. */
export interface ContentStore {
  open(content: StoredContent): Promise<ContentSource>;
  /** Removes this one version; removing twice is fine. */
  remove(content: StoredContent): Promise<void>;
}

/** Looks at bytes and says what they are; never throws for bad content, only for a source that cannot be read. */
export type ContentInspector = (source: ContentSource, limits: InspectionLimits) => Promise<FileFacts>;
