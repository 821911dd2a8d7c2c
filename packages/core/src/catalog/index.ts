export {
  type Claimed,
  type ContentClaim,
  type ContentKey,
  type Contents,
  contentReference,
  type Released,
} from './contents.ts';
export { createDeleteFile, type DeleteDeps, isDeleted } from './delete-file.ts';
export { createGetFile, type GetFileDeps } from './get-file.ts';
export { createGetHistory } from './get-history.ts';
export { createKnownContents, type KnownContentsDeps } from './known-contents.ts';
export {
  createLinkContent,
  createLinkRendition,
  createLinkRenditions,
  type LinkDeps,
  type LinkedRendition,
} from './link-content.ts';
export type { Link, Links } from './links.ts';
export { createListFiles } from './list-files.ts';
export { createPurgeFile, type PurgeDeps } from './purge-file.ts';
export { createRegisterFile } from './register-file.ts';
export { createRestoreFile } from './restore-file.ts';
export { createTakeFile, type TakeFileDeps } from './take-file.ts';
