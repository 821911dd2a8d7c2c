import type { FileKind, Finding } from '@sluice/contracts';

/** What there is of a file to look at. All of it was made by us out of content that passed inspection. */
export type Subject = {
  readonly filename: string;
  readonly mimeType: string;
  readonly kind: FileKind;
  /** The text of each page, when the file has any. */
  readonly pages?: readonly string[];
  /** The upright picture as WebP or JPEG, sRGB, at most 1920 pixels a side. */
  readonly picture?: Uint8Array;
};

/** Findings by name; see `FINDING_NAMES`. */
export type Findings = Readonly<Record<string, Finding>>;

/**
 * Looks at a subject on this machine and answers what it found, each finding with confidence and evidence, `source`
 * `local`. Nothing to say is an empty answer. An analyzer that throws costs its own findings only.
 */
export interface Analyzer {
  readonly name: string;
  /** Whether it has anything to do with such a subject: what it would load may be large. */
  takes(subject: Subject): boolean;
  analyze(subject: Subject, signal: AbortSignal): Promise<Findings>;
}
