import {
  type ContentInspector,
  type ContentSource,
  combineScanners,
  type FileFacts,
  type InspectionLimits,
  type Scanner,
  type ScanVerdict,
} from '@sluice/core/inspect';
import { type ContentWindow, openContentWindow } from './content-window.ts';
import { detectMimeType } from './detect-mime-type.ts';
import { eicarScanner } from './eicar-scanner.ts';
import { UnparseableContentError } from './errors.ts';
import { inspectBitmap } from './inspect-bitmap.ts';
import { COMPOUND_FILE, inspectCompoundFile } from './inspect-compound-file.ts';
import { inspectPdf } from './inspect-pdf.ts';
import { inspectTiff } from './inspect-tiff.ts';
import { inspectZip } from './inspect-zip.ts';
import { kindOfMimeType } from './kind-of-mime-type.ts';
import type { StructureFacts } from './probes/probe.ts';
import { examineMarkup } from './safety/examine-markup.ts';
import { examineRtf } from './safety/examine-rtf.ts';
import { type StreamScan, scanStream } from './scan-stream.ts';

export const EMPTY = 'application/x-empty';
const PROBED = /^((image|video|audio)\/|application\/(x-tar|gzip)$)/;

/**
 * What inspection finds out, with the scanners given besides the one of ours, which knows the EICAR test string. One pass over the stream for hash, malware and type, then ranged reads (at most 32 MiB) for directories and trailers. The
 * file's name is never asked: bytes decide. No pixel is decoded: sizes come from small parsers of our own, because those are
 * bounded by construction, load in no time (sharp takes 60 ms and a layer) and keep native decoders away from content that no
 * one has judged yet.
 */
export function createInspectContent(scanners: readonly Scanner[] = []): ContentInspector {
  const scanner = combineScanners([eicarScanner, ...scanners]);
  return async (source, limits) => inspectWith(scanner, source, limits);
}

/** With no scanner but our own. */
export const inspectContent: ContentInspector = (source, limits) => inspectWith(eicarScanner, source, limits);

const inspectWith = async (scanner: Scanner, source: ContentSource, limits: InspectionLimits): Promise<FileFacts> => {
  const scan = await scanStream(source, limits, scanner);
  const known = {
    sizeBytes: source.sizeBytes,
    sha256: scan.sha256,
    ...factsOf(scan.scanned),
  };
  if (source.sizeBytes === 0) return { ...known, kind: 'empty', mimeType: EMPTY };

  const detected = await detectMimeType(scan, source.sizeBytes);
  const window = openContentWindow(source, scan.head, scan.tail);
  const { mimeType = detected, ...structure } = await inspectStructure(detected, window, scan, limits);
  return { ...known, kind: kindOfMimeType(mimeType), mimeType, ...structure };
};

function factsOf(scanned: ScanVerdict): Pick<FileFacts, 'malware' | 'unscanned'> {
  switch (scanned.verdict) {
    case 'clean':
      return {};
    case 'infected':
      return { malware: scanned.signature };
    case 'unscannable':
      return { unscanned: { reason: 'unscannable', detail: scanned.detail } };
    case 'too_large':
      return {
        unscanned: { reason: 'too_large_to_scan', detail: `scanners take at most ${scanned.maxBytes} bytes` },
      };
  }
}

type Structure = StructureFacts & Partial<Pick<FileFacts, 'mimeType'>>;

async function inspectStructure(
  mimeType: string,
  window: ContentWindow,
  { structure: probed, encoding }: Pick<StreamScan, 'structure' | 'encoding'>,
  limits: InspectionLimits,
): Promise<Structure> {
  try {
    switch (mimeType) {
      case 'image/bmp':
        return inspectBitmap(window);
      case 'image/tiff':
        return await inspectTiff(window, limits.maxFrames);
      case COMPOUND_FILE:
        return await inspectCompoundFile(window);
      case 'image/svg+xml':
      case 'application/xml':
      case 'application/xhtml+xml':
      case 'text/html':
        return examineMarkup(new TextDecoder(encoding).decode(window.head), limits.maxMarkupNodes);
      case 'application/rtf': {
        const safety = examineRtf(window.head);
        return safety ? { safety } : {};
      }
      case 'application/pdf':
        return await inspectPdf(window);
      default:
        if (isZipFamily(mimeType, window)) return await inspectZip(window, limits);
        return PROBED.test(mimeType) ? (probed ?? {}) : {};
    }
  } catch (error) {
    if (error instanceof UnparseableContentError) return { unparseable: error.message };
    throw error;
  }
}

/** Every format that is a ZIP inside begins with its first entry, or with its end record when it has none. */
function isZipFamily(mimeType: string, { head }: ContentWindow): boolean {
  const magic = head.toString('latin1', 0, 4);
  return (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') && kindOfMimeType(mimeType) !== 'text';
}
