import { DOCUMENT_TYPES, readDocument } from '@sluice/contracts';
import * as z from 'zod/mini';
import type { Rendition } from './image-renderer.ts';

/** Ceilings of one document: what is beyond is left out and `truncated` says so; what must not be opened is refused. */
export type DocumentLimits = {
  /** Pages (sheets, slides, chapters) read; further ones are left out. */
  readonly maxPages: number;
  /** Characters of text kept over all pages. */
  readonly maxCharacters: number;
  /** Bytes a container may inflate to before any parser opens it. */
  readonly maxInflatedBytes: number;
  readonly maxEntries: number;
  /** Pages drawn as pictures. */
  readonly previewPages: number;
  /** Pages without a text layer that are read by OCR. */
  readonly recognizedPages: number;
  /** After so long no further page is read by OCR: a page of noise takes a quarter of a minute. */
  readonly recognitionSeconds: number;
};

export type DocumentPage = {
  readonly text: string;
  /** How sure the text is, 0 to 1: 1 when it was stored as text, less when it was read by OCR. */
  readonly confidence: number;
};

/** What a document says of itself; absent when it does not. Times are RFC 3339. */
export type DocumentFacts = {
  readonly pages: number;
  readonly title?: string;
  readonly author?: string;
  readonly createdAt?: string;
  /** Tracked changes, in text documents. */
  readonly changes?: { readonly inserted: number; readonly deleted: number };
  readonly sheets?: readonly string[];
};

export type ReadDocument =
  | {
      readonly outcome: 'read';
      readonly pages: readonly DocumentPage[];
      /** True when a ceiling cut something off. */
      readonly truncated: boolean;
      readonly facts: DocumentFacts;
      /** `page_1`, `page_2`, …; empty where pages cannot be drawn. */
      readonly previews: readonly Rendition[];
    }
  | {
      readonly outcome: 'unparseable' | 'encrypted' | 'expansion_too_high' | 'too_many_entries';
      readonly detail: string;
    };

/**
 * Opens a document: its text by page, its facts and the looks of its first pages. Content is hostile: it is measured before
 * a parser opens it, and bad content is an outcome, never an error.
 */
export interface DocumentReader {
  read(content: Uint8Array, mimeType: string, limits: DocumentLimits): Promise<ReadDocument>;
}

const defaults = z.parse(readDocument.parameters, {});

export const DEFAULT_DOCUMENT_LIMITS: DocumentLimits = {
  maxPages: 500,
  maxCharacters: 2_000_000,
  maxInflatedBytes: 256 * 1024 ** 2,
  maxEntries: 10_000,
  previewPages: defaults.preview_pages,
  recognizedPages: defaults.recognized_pages,
  recognitionSeconds: 40,
};

/** What a DocumentReader opens. */
export const READABLE_TYPES: ReadonlySet<string> = new Set(DOCUMENT_TYPES);
