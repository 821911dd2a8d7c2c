import type { ArchiveFacts, InspectionLimits } from '@sluice/core/inspect';
import { classifyZip, NAMES_OF_INTEREST } from './classify-zip.ts';
import type { ContentWindow } from './content-window.ts';
import { UnparseableContentError } from './errors.ts';
import { findOverlap } from './find-overlap.ts';
import { lookInsideEntries } from './look-inside-entries.ts';
import type { StructureFacts } from './probes/probe.ts';
import { readZipEntries, type ZipEntry } from './read-zip-entries.ts';
import { collectSafety } from './safety/collect-safety.ts';
import { examineEntryName } from './safety/examine-entry-name.ts';

export type ZipInspection = StructureFacts & {
  /** What the entries make of the archive, such as a DOCX. */
  readonly mimeType: string;
};

/** Counts what the central directory declares, up to one entry more than allowed. */
export async function inspectZip(window: ContentWindow, limits: InspectionLimits): Promise<ZipInspection> {
  let entries = 0;
  let uncompressedBytes = 0;
  let encrypted = false;
  let unparseable: string | undefined;
  const names = new Set<string>();
  const seen: ZipEntry[] = [];
  const found = collectSafety();
  try {
    for await (const entry of readZipEntries(window)) {
      entries++;
      uncompressedBytes += entry.uncompressedBytes;
      encrypted ||= entry.encrypted;
      seen.push(entry);
      examineEntryName(entry.name, found);
      if (NAMES_OF_INTEREST.test(entry.name)) names.add(entry.name);
      if (entries > limits.maxEntries) break;
    }
  } catch (error) {
    if (!(error instanceof UnparseableContentError)) throw error;
    unparseable = error.message;
  }
  const inside = encrypted ? { depth: 1, examinedBytes: 0 } : await lookInsideEntries(window, seen, limits, found);
  const archive: ArchiveFacts = {
    ...{ entries, uncompressedBytes, expansionRatio: uncompressedBytes / window.sizeBytes },
    depth: inside.depth,
  };
  const overlap = findOverlap(seen);
  const safety = found.finish(inside.examinedBytes);
  return {
    mimeType: classifyZip(names, window.head),
    // Nothing is known about an archive whose directory was not found.
    ...((entries > 0 || unparseable === undefined) && { archive }),
    ...(encrypted && { encrypted }),
    ...(safety && { safety }),
    ...(overlap !== undefined && { unsafe: overlap }),
    ...(unparseable !== undefined && { unparseable }),
  };
}
