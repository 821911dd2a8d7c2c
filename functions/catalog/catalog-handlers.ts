import { type catalogRoutes, isAtRest, MAX_WAIT_PER_CALL_SECONDS, mimeTypeOf } from '@sluice/contracts';
import {
  createDeleteFile,
  createGetFile,
  createGetHistory,
  createLinkContent,
  createLinkRendition,
  createLinkRenditions,
  createListFiles,
  createPurgeFile,
  createRestoreFile,
  createTakeFile,
  type LinkDeps,
  type PurgeDeps,
  type TakeFileDeps,
} from '@sluice/core/catalog';
import type { FileRecord } from '@sluice/core/history';
import type { CursorSeal } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import { callerOf } from '../upload/caller.ts';
import { fileTag, presentEvent, presentFile, presentLinkedRendition } from './present-file.ts';

const DEFAULT_PAGE = 50;

/** Catalog's routes on its use cases: the wire on one side, the domain on the other. */
export function createCatalogHandlers(
  deps: TakeFileDeps & LinkDeps & PurgeDeps,
  cursors: CursorSeal,
): RouteHandlers<typeof catalogRoutes> {
  const listFiles = createListFiles(deps.history);
  const getFile = createGetFile(deps);
  const takeFile = createTakeFile(deps);
  const deleteFile = createDeleteFile(deps);
  const restoreFile = createRestoreFile(deps);
  const purgeFile = createPurgeFile(deps);
  const getHistory = createGetHistory(deps.history);
  const linkContent = createLinkContent(deps);
  const linkRendition = createLinkRendition(deps);
  const linkRenditions = createLinkRenditions(deps);
  return {
    async listFiles({ principal: { tenantId }, query }) {
      const scope = { operationId: 'listFiles', tenantId };
      const { items, next } = await listFiles(tenantId, await pageOf(query, cursors, scope), query.status);
      return {
        status: 200,
        body: {
          items: items.map(presentFile),
          ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }),
        },
      };
    },
    async createFile({ principal, correlationId, idempotencyKey, body }) {
      const { file: content, metadata, tags, wait = MAX_WAIT_PER_CALL_SECONDS } = body;
      const file = await takeFile(
        callerOf(principal, correlationId),
        idempotencyKey ?? deps.ids(),
        {
          filename: content.name,
          mimeType: mimeTypeOf(content.type),
          ...(metadata !== undefined && { metadata }),
          ...(tags !== undefined && { tags }),
        },
        new Uint8Array(await content.arrayBuffer()),
        wait,
      );
      return {
        status: isAtRest(file.status) ? 201 : 202,
        headers: { location: `/v1/files/${file.fileId}` },
        body: presentFile(file),
      };
    },
    async getFile({ principal, params, query }) {
      const file = await getFile(principal.tenantId, params.file_id, query.wait);
      return { status: 200, headers: { etag: fileTag(file) }, body: presentFile(file) };
    },
    async deleteFile({ principal, correlationId, params, headers }) {
      const tag = headers['if-match'];
      const isExpected = (file: FileRecord) => tag === undefined || tag === '*' || tag === fileTag(file);
      await deleteFile(callerOf(principal, correlationId), params.file_id, isExpected);
      return { status: 204 };
    },
    async restoreFile({ principal, correlationId, params }) {
      return {
        status: 200,
        body: presentFile(await restoreFile(callerOf(principal, correlationId), params.file_id)),
      };
    },
    async purgeFile({ principal, correlationId, params }) {
      return { status: 200, body: presentFile(await purgeFile(callerOf(principal, correlationId), params.file_id)) };
    },
    async getFileHistory({ principal: { tenantId }, params, query }) {
      const scope = { operationId: `getFileHistory ${params.file_id}`, tenantId };
      const { items, next } = await getHistory(tenantId, params.file_id, await pageOf(query, cursors, scope));
      return {
        status: 200,
        body: {
          items: items.map(presentEvent),
          ...(next !== undefined && { next_cursor: await cursors.seal(scope, next) }),
        },
      };
    },
    async getFileContent({ principal, params, query }) {
      const { url, expiresAt } = await linkContent(principal.tenantId, params.file_id);
      return query.redirect === 'true'
        ? { status: 302, headers: { location: url } }
        : { status: 200, body: { url, expires_at: expiresAt } };
    },
    async listRenditions({ principal, params }) {
      const renditions = await linkRenditions(principal.tenantId, params.file_id);
      return { status: 200, body: { items: renditions.map(presentLinkedRendition) } };
    },
    async getRendition({ principal, params, query }) {
      const rendition = await linkRendition(principal.tenantId, params.file_id, params.name);
      return query.redirect === 'true'
        ? { status: 302, headers: { location: rendition.url } }
        : { status: 200, body: presentLinkedRendition(rendition) };
    },
  };
}

type PageQuery = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

async function pageOf({ limit, cursor }: PageQuery, cursors: CursorSeal, scope: Parameters<CursorSeal['open']>[0]) {
  return { limit: limit ?? DEFAULT_PAGE, ...(cursor !== undefined && { after: await cursors.open(scope, cursor) }) };
}
