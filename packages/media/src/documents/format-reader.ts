import type { DocumentLimits, ReadDocument, TextRecognizer } from '@sluice/core/process';

export type RefusedDocument = Exclude<ReadDocument, { readonly outcome: 'read' }>;

export type ReadRequest = {
  readonly content: Buffer;
  readonly limits: DocumentLimits;
  /** Without one, pages that are pictures stay empty. */
  readonly recognizer: TextRecognizer | undefined;
};

/** Reads one format. What it throws is the content's fault, but for a `TextRecognitionError`. */
export type FormatReader = (request: ReadRequest) => Promise<ReadDocument>;
