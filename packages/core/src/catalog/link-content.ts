import type { FileRecord, RecordStore, RenditionRecord } from '../history/index.ts';
import { NotFoundError, RefusedError } from '../runtime/index.ts';
import { isDeleted } from './delete-file.ts';
import type { Link, Links } from './links.ts';

export type LinkDeps = { readonly history: RecordStore<FileRecord>; readonly links: Links };
export type LinkedRendition = RenditionRecord & Link;

const LINK_LIFE_SECONDS = 900;

/** A short-lived URL of a published file under its own name. Throws NotFoundError, also once it is deleted, RefusedError `state_conflict` while it may not be read. */
export function createLinkContent({ history, links }: LinkDeps) {
  return async (tenantId: string, fileId: string): Promise<Link> => {
    const { storage, filename, mimeType } = await readable(history, tenantId, fileId);
    return links.sign({ ...storage, filename, mimeType, expiresInSeconds: LINK_LIFE_SECONDS });
  };
}

/** What was made of a published file, each with a short-lived URL. Throws as createLinkContent. */
export function createLinkRenditions({ history, links }: LinkDeps) {
  return async (tenantId: string, fileId: string): Promise<LinkedRendition[]> => {
    const file = await readable(history, tenantId, fileId);
    return Promise.all(file.renditions.map((rendition) => linkRendition(links, file, rendition)));
  };
}

/** One rendition by name. Throws as createLinkContent. */
export function createLinkRendition({ history, links }: LinkDeps) {
  return async (tenantId: string, fileId: string, name: string): Promise<LinkedRendition> => {
    const file = await readable(history, tenantId, fileId);
    const rendition = file.renditions.find((candidate) => candidate.name === name);
    if (rendition === undefined) {
      throw new NotFoundError('rendition', name);
    }
    return linkRendition(links, file, rendition);
  };
}

async function readable(history: RecordStore<FileRecord>, tenantId: string, fileId: string): Promise<FileRecord> {
  const found = await history.load({ tenantId, id: fileId });
  if (found === undefined || isDeleted(found.record)) {
    throw new NotFoundError('file', fileId);
  }
  if (found.record.status !== 'published') {
    throw new RefusedError(
      'state_conflict',
      `file ${fileId} is ${found.record.status}: only a published file can be read`,
    );
  }
  return found.record;
}

async function linkRendition(links: Links, file: FileRecord, rendition: RenditionRecord): Promise<LinkedRendition> {
  const { storageUrl, mimeType, name } = rendition;
  const filename = `${stem(file.filename)}.${name}.${mimeType.slice(mimeType.indexOf('/') + 1)}`;
  return {
    ...rendition,
    ...(await links.sign({ storageUrl, filename, mimeType, expiresInSeconds: LINK_LIFE_SECONDS })),
  };
}

function stem(filename: string): string {
  const dot = filename.lastIndexOf('.');
  return dot > 0 ? filename.slice(0, dot) : filename;
}
