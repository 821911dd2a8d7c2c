import type { InspectionLimits } from '../access/index.ts';
import type { StoredContent } from '../history/index.ts';
import type { FileFacts } from './file-facts.ts';

/** Read access to one pinned version of one content. Every read may reject with an infrastructure error. */
export interface ContentSource {
  readonly sizeBytes: number;
  /** The whole content once, in order, in chunks of any size. */
  stream(): AsyncIterable<Uint8Array>;
  /** `length` bytes from `start`; fewer only at the end of the content. */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** The objects that contents lie in, one version of each at a time. */
export interface ContentStore {
  open(content: StoredContent): Promise<ContentSource>;
  /** Removes this one version; removing twice is fine. */
  remove(content: StoredContent): Promise<void>;
}

/** Looks at bytes and says what they are; never throws for bad content, only for a source that cannot be read. */
export type ContentInspector = (source: ContentSource, limits: InspectionLimits) => Promise<FileFacts>;
