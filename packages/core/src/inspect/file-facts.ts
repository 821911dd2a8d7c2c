import type { FileKind } from '@sluice/contracts';

/** What the bytes of one content say about it. Produced by media's inspection, judged by `judgeFile`. */
export type FileFacts = {
  readonly sizeBytes: number;
  /** Lower-case hex of the whole content. */
  readonly sha256: string;
  readonly kind: FileKind;
  /** The type the bytes show, such as `image/jpeg`; `application/octet-stream` when nothing is recognised. */
  readonly mimeType: string;
  readonly image?: ImageFacts;
  readonly archive?: ArchiveFacts;
  readonly document?: DocumentFacts;
  readonly media?: MediaFacts;
  readonly markup?: MarkupFacts;
  /** What the content may do to who opens it; present where its format can do anything. */
  readonly safety?: SafetyFacts;
  /** Why nobody should open it: it is made to do harm, such as entities that multiply. */
  readonly unsafe?: string;
  /** True when the content cannot be opened without a password. */
  readonly encrypted?: boolean;
  /** The name of the malware signature that matched, such as `Eicar-Test-Signature`. */
  readonly malware?: string;
  /** Why nobody can say whether there is malware in it; absent when somebody did. */
  readonly unscanned?: { readonly reason: 'unscannable' | 'too_large_to_scan'; readonly detail: string };
  /** Why the content claims a format it then breaks; absent when it could be read as far as inspection reads. */
  readonly unparseable?: string;
};

export type ImageFacts = {
  readonly width: number;
  readonly height: number;
  /** Frames of an animation or pages of a TIFF; 1 for a still. */
  readonly frames: number;
  readonly hasAlpha: boolean;
  /** EXIF orientation, 1 to 8; 1 when not given. */
  readonly orientation: number;
};

export type ArchiveFacts = {
  readonly entries: number;
  /** As the directory declares it. */
  readonly uncompressedBytes: number;
  /** Archives inside of each other as far as was looked, this one counted; absent where nobody looked. */
  readonly depth?: number;
  /** uncompressedBytes divided by the archive's own size. */
  readonly expansionRatio: number;
};

export type DocumentFacts = {
  /** As the document declares it. */
  readonly pages: number;
};

export type MediaFacts = {
  /** As its headers declare it, or an estimate from its bit rate. */
  readonly durationSeconds: number;
};

export type MarkupFacts = {
  /** Elements and attributes, counted up to one more than allowed. */
  readonly nodes: number;
};

/** What was seen of one kind, and a few of them by name. */
export type SafetyFact = { readonly count: number; readonly evidence: readonly string[] };

export type SafetyFacts = {
  /** JavaScript, handlers of events, actions that run when it is opened. */
  readonly scripts?: SafetyFact;
  readonly macros?: SafetyFact;
  readonly embeddedFiles?: SafetyFact;
  /** What its reader would fetch or launch. */
  readonly externalReferences?: SafetyFact;
  /** Text that a person does not see and a program reads. */
  readonly hiddenText?: SafetyFact;
  /** How far it was looked, of the content and of what was inflated of it. */
  readonly examinedBytes: number;
};
