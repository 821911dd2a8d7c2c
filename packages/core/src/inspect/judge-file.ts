import type { Finding, RejectionReason, SoftReason } from '@sluice/contracts';
import { isTypeAllowed, type TenantPolicy } from '../access/index.ts';
import { compareTypes } from './compare-types.ts';
import type { FileFacts, SafetyFacts } from './file-facts.ts';

export type Verdict =
  | { readonly verdict: 'accepted'; readonly findings: Readonly<Record<string, Finding>> }
  | {
      readonly verdict: 'rejected';
      readonly reason: RejectionReason;
      readonly detail: string;
      readonly findings: Readonly<Record<string, Finding>>;
    };

type Objection = { readonly reason: RejectionReason; readonly detail: string };

/** What its owner said of a content. `sizeBytes` where it is known: what is larger was never let in. */
export type Declared = { readonly mimeType: string; readonly sizeBytes?: number | undefined };

/** Whether a content may go on, by what its bytes show and what its tenant allows. The worst objection is named. */
export function judgeFile(facts: FileFacts, declared: Declared, policy: TenantPolicy): Verdict {
  const soft = softObjections(facts, declared.mimeType);
  const findings = {
    ...describe(facts),
    ...Object.fromEntries(soft.map(({ reason, detail }) => [reason, finding(detail)])),
  };
  const objection =
    hardObjection(facts, declared, policy) ?? soft.find(({ reason }) => policy.soft[reason] === 'reject');
  return objection ? { verdict: 'rejected', ...objection, findings } : { verdict: 'accepted', findings };
}

function hardObjection(
  facts: FileFacts,
  { mimeType: declared, sizeBytes }: Declared,
  policy: TenantPolicy,
): Objection | undefined {
  const { limits } = policy;
  const { image, archive, document, media, markup } = facts;
  if (facts.malware !== undefined) {
    return { reason: 'infected', detail: `the content matches ${facts.malware}` };
  }
  if (facts.sizeBytes > policy.maxFileBytes) {
    return above('too_large', 'bytes', facts.sizeBytes, policy.maxFileBytes);
  }
  if (sizeBytes !== undefined && facts.sizeBytes > sizeBytes) {
    return { reason: 'too_large', detail: `${facts.sizeBytes} bytes are stored, ${sizeBytes} were declared` };
  }
  if (compareTypes(declared, facts) === 'pretends') {
    return { reason: 'type_mismatch', detail: `declared as ${declared}, but the bytes are ${facts.mimeType}` };
  }
  if (facts.kind === 'executable' || !isTypeAllowed(facts.mimeType, [...policy.allowedTypes, 'application/x-empty'])) {
    return { reason: 'type_not_allowed', detail: `the bytes are ${facts.mimeType}, which is not accepted` };
  }
  if (image && image.width * image.height > limits.maxPixels) {
    return above('too_many_pixels', 'pixels', image.width * image.height, limits.maxPixels);
  }
  if (image && image.frames > limits.maxFrames) {
    return above('too_many_pages', 'frames', image.frames, limits.maxFrames);
  }
  if (archive && archive.entries > limits.maxEntries) {
    return above('too_many_entries', 'entries', archive.entries, limits.maxEntries);
  }
  if (archive && archive.expansionRatio > limits.maxExpansionRatio) {
    return above(
      'expansion_too_high',
      'times its size when unpacked',
      Math.round(archive.expansionRatio),
      limits.maxExpansionRatio,
    );
  }
  if (archive?.depth !== undefined && archive.depth > limits.maxDepth) {
    return above('too_deep', 'archives inside of each other', archive.depth, limits.maxDepth);
  }
  if (document && document.pages > limits.maxPages) {
    return above('too_many_pages', 'pages', document.pages, limits.maxPages);
  }
  if (media && media.durationSeconds > limits.maxDurationSeconds) {
    return above('too_long', 'seconds', Math.round(media.durationSeconds), limits.maxDurationSeconds);
  }
  if (markup && markup.nodes > limits.maxMarkupNodes) {
    return above('unsafe_content', 'elements and attributes', markup.nodes, limits.maxMarkupNodes);
  }
  return facts.unsafe === undefined ? undefined : { reason: 'unsafe_content', detail: facts.unsafe };
}

function above(reason: RejectionReason, unit: string, found: number, allowed: number): Objection {
  return { reason, detail: `${found} ${unit}; at most ${allowed} are allowed` };
}

function softObjections(facts: FileFacts, declared: string): { reason: SoftReason; detail: string }[] {
  return [
    ...(facts.kind === 'empty' ? [{ reason: 'empty' as const, detail: 'the file has no bytes' }] : []),
    ...(compareTypes(declared, facts) === 'differs'
      ? [{ reason: 'type_mismatch' as const, detail: `declared as ${declared}, but the bytes are ${facts.mimeType}` }]
      : []),
    ...(facts.encrypted ? [{ reason: 'encrypted' as const, detail: 'it cannot be opened without a password' }] : []),
    ...(facts.unscanned !== undefined ? [facts.unscanned] : []),
    ...(facts.unparseable !== undefined ? [{ reason: 'unparseable' as const, detail: facts.unparseable }] : []),
  ];
}

function describe({ image, archive, document, media, safety }: FileFacts): Record<string, Finding> {
  return {
    ...(image && { image: finding({ ...image }) }),
    ...(archive && { archive: finding({ ...archive }) }),
    ...(document && { document_structure: finding({ pages: document.pages }) }),
    ...(media && { media: finding({ duration_seconds: media.durationSeconds }) }),
    ...(safety && describeSafety(safety)),
  };
}

/** One finding for each kind that was seen, by the names that reviewers and rules know. */
function describeSafety({ examinedBytes, ...seen }: SafetyFacts): Record<string, Finding> {
  const named = {
    scripts: seen.scripts,
    macros: seen.macros,
    embedded_files: seen.embeddedFiles,
    external_references: seen.externalReferences,
    hidden_text: seen.hiddenText,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, fact]): [string, Finding][] =>
      fact === undefined
        ? []
        : [[name, finding({ count: fact.count, evidence: [...fact.evidence], examined_bytes: examinedBytes })]],
    ),
  );
}

/** What the bytes themselves say is certain. */
function finding(value: Finding['value']): Finding {
  return { value, confidence: 1, source: 'inspect' };
}
