import { metadataSchema, mimeTypeOf, mimeTypeSchema, relativePathSchema, sizeSchema } from '@sluice/contracts';
import { RefusedError } from '@sluice/core/runtime';
import type { OpenRequest } from '@sluice/core/upload';
import * as z from 'zod/mini';

type Declared = {
  readonly filename: string;
  readonly type?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
};

/** What Uppy says twice, or says for us: no metadata of the file. */
const KNOWN: ReadonlySet<string> = new Set(['name', 'type', 'size', 'relativePath']);

/** What Uppy's clients say of a file, as a request: the size and the folder are among what they call metadata. */
export function requestOfUppy({ filename, type, metadata }: Declared): Omit<OpenRequest, 'strategy'> {
  const given = metadata ?? {};
  const mimeType = mimeTypeOf(type ?? '');
  const sizeBytes = readSize(given.size);
  const relativePath = readPath(given.relativePath);
  return {
    filename,
    // Browsers make up types: what is none says nothing.
    mimeType: z.safeParse(mimeTypeSchema, mimeType).success ? mimeType : 'application/octet-stream',
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(relativePath !== undefined && { relativePath }),
    metadata: readMetadata(given),
  };
}

/** Beside the other parameters of a query: `metadata[album]=2026`. */
export function metadataInQuery(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      const field = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return field === undefined ? [] : [[field, value]];
    }),
  );
}

function readSize(value: unknown): number | undefined {
  const size = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const parsed = z.safeParse(sizeSchema, size);
  return parsed.success ? parsed.data : undefined;
}

/** `null` of a file that came from no folder, and `null` as text in a query. */
function readPath(value: unknown): string | undefined {
  const parsed = z.safeParse(relativePathSchema, value);
  return parsed.success && parsed.data !== 'null' ? parsed.data : undefined;
}

function readMetadata(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(given).flatMap(([name, value]) =>
    KNOWN.has(name) || value === null || value === undefined || typeof value === 'object'
      ? []
      : [[name, String(value)] as const],
  );
  const parsed = z.safeParse(metadataSchema, Object.fromEntries(texts));
  if (!parsed.success) {
    throw new RefusedError('invalid_request', 'the metadata is too long: a value has at most 1024 characters', [
      { pointer: '/metadata', detail: 'too long' },
    ]);
  }
  return parsed.data;
}
