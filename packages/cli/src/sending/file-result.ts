import type { FileStatus, FileView, LinkedRenditionView } from '@sluice/contracts';

export type RenditionResult = {
  readonly name: string;
  readonly mime_type: string;
  readonly size_bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  /** Short-lived. */
  readonly url: string | null;
};

/** What became of a file, as `--json` prints it: every field is there, null where there is nothing to say. */
export type FileResult = {
  readonly file: string;
  readonly file_id: string | null;
  /** null when it did not even become a file of the service; `reason` says why. */
  readonly status: FileStatus | null;
  readonly reason: string | null;
  readonly kind: string | null;
  readonly mime_type: string | null;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly renditions: readonly RenditionResult[];
  readonly findings: FileView['findings'];
  readonly review_id: string | null;
  /** From the first byte read until it was at rest. */
  readonly seconds: number;
};

type Seen = { readonly file: string; readonly seconds: number };

export const resultOfFile = (
  { file, seconds }: Seen,
  view: FileView,
  links: readonly LinkedRenditionView[],
): FileResult => ({
  file,
  file_id: view.file_id,
  status: view.status,
  reason: view.reason ?? null,
  kind: view.kind ?? null,
  mime_type: view.mime_type,
  size_bytes: view.size_bytes,
  sha256: view.sha256 ?? null,
  renditions: view.renditions.map(({ name, mime_type, size_bytes, width, height }) => ({
    ...{ name, mime_type, size_bytes },
    width: width ?? null,
    height: height ?? null,
    url: links.find((link) => link.name === name)?.url ?? null,
  })),
  findings: view.findings,
  review_id: view.review_id ?? null,
  seconds,
});

/** A file that the service never had: refused before a byte moved, or not sent. */
export const resultWithoutFile = (
  { file, seconds }: Seen,
  known: { status: 'rejected' | null; reason: string; mime_type: string; size_bytes: number | null },
): FileResult => ({
  file,
  file_id: null,
  status: known.status,
  reason: known.reason,
  kind: null,
  mime_type: known.mime_type,
  size_bytes: known.size_bytes,
  sha256: null,
  renditions: [],
  findings: {},
  review_id: null,
  seconds,
});
