import type { StoredContent } from '../history/index.ts';
import type { Upload } from './upload-record.ts';

/** Puts a file whose bytes are stored into the catalog. Once per version, however often it is called. */
export type RegisterFile = (arrival: {
  readonly upload: Upload;
  readonly storage: StoredContent;
  /** It was asked for before, as far as the caller knows. @default false */
  readonly isRepeat?: boolean;
}) => Promise<void>;
