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
  /** uncompressedBytes divided by the archive's own size. */
  readonly expansionRatio: number;
};
