import {
  FAILURE_REASONS,
  type Fact,
  FILE_KINDS,
  type Finding,
  REJECTION_REASONS,
  RESUME_STAGES,
} from '@sluice/contracts';
import fc from 'fast-check';

/** For tests: facts of a file as they come, and in orders in which they never should. */
export const FILE_ID = '019b76da-a800-7000-8000-000000000001';
const OTHER_ID = '019b76da-a800-7000-8000-000000000002';

const size = fc.nat();
const text = fc.string({ maxLength: 20 });
const mimeType = fc.constantFrom('image/png', 'text/plain', 'application/pdf');
const version = fc.integer({ min: 1, max: 3 });
const run = fc.integer({ min: 1, max: 3 });
const finding: fc.Arbitrary<Finding> = fc.record({
  value: fc.oneof(text, fc.boolean(), fc.integer(), fc.array(text)),
  confidence: fc.constantFrom(0, 0.5, 1),
  source: fc.constant('inspect'),
});
const findings = fc.dictionary(fc.constantFrom('placeholder', 'width', 'encrypted'), finding);
const ofFile = { schema_version: fc.constant(1 as const), file_id: fc.constant(FILE_ID), version };

const fact = <T extends Fact['type'], P>(type: T, payload: fc.Arbitrary<P>) =>
  fc.record({ type: fc.constant(type), payload });

/** How every log begins. */
export const uploadedFact = fact(
  'file.uploaded',
  fc.record({
    ...ofFile,
    upload_id: fc.constant(OTHER_ID),
    filename: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((name) => !name.includes('\0')),
    mime_type: mimeType,
    size_bytes: size,
    owner_id: text,
    storage_url: fc.constant('s3://content/t/acme/x'),
    version_id: text,
    metadata: fc.dictionary(fc.constantFrom('a', 'b'), text),
    tags: fc.array(fc.constantFrom('x', 'y')),
    priority: fc.integer({ min: 1, max: 10 }),
  }),
) satisfies fc.Arbitrary<Fact>;

/** What may come after it: of the file, and of other things. */
export const laterFact: fc.Arbitrary<Fact> = fc.oneof(
  fact(
    'file.inspected',
    fc.record({
      ...ofFile,
      run,
      verdict: fc.constantFrom('accepted' as const, 'rejected' as const),
      kind: fc.constantFrom(...FILE_KINDS),
      mime_type: mimeType,
      size_bytes: size,
      sha256: fc.constant('0'.repeat(64)),
      findings,
    }),
  ),
  fact(
    'rendition.created',
    fc
      .tuple(
        fc.record({
          ...ofFile,
          name: fc.constantFrom('thumbnail', 'large_webp', 'large_avif'),
          mime_type: mimeType,
          size_bytes: size,
          storage_url: text,
          job_id: fc.constant(OTHER_ID),
        }),
        fc.constantFrom({}, { width: 1 }, { width: 2, height: 3 }, { parts: 7 }),
      )
      .map(([rendition, dimensions]) => ({ ...rendition, ...dimensions })),
  ),
  fact(
    'file.processed',
    fc.record({ ...ofFile, run, jobs: fc.array(fc.constant(OTHER_ID), { maxLength: 2 }), findings }),
  ),
  fact(
    'file.understood',
    fc
      .tuple(
        fc.record({
          ...ofFile,
          run,
          verdict: fc.constantFrom('sure' as const, 'unsure' as const),
          unsure: fc.array(fc.constantFrom('category', 'moderation'), { maxLength: 2 }),
          findings,
          search_text: text,
        }),
        fc.constantFrom({}, { review_id: OTHER_ID }),
      )
      .map(([understood, review]) => ({ ...understood, ...review })),
  ),
  fact(
    'file.reviewed',
    fc.record({
      ...ofFile,
      run,
      review_id: fc.constant(OTHER_ID),
      decision: fc.constantFrom('approved' as const, 'corrected' as const, 'expired' as const),
      decided_by: text,
      findings,
    }),
  ),
  fact('file.resumed', fc.record({ ...ofFile, run, stage: fc.constantFrom(...RESUME_STAGES), detail: text })),
  fact('file.published', fc.record({ ...ofFile, run, partial: fc.boolean() })),
  fact('file.rejected', fc.record({ ...ofFile, run, reason: fc.constantFrom(...REJECTION_REASONS), detail: text })),
  fact('file.failed', fc.record({ ...ofFile, run, reason: fc.constantFrom(...FAILURE_REASONS), detail: text })),
  fact(
    'file.deduplicated',
    fc.record({
      ...ofFile,
      run,
      storage_url: fc.constantFrom('s3://content/t/acme/x', 's3://content/t/acme/y'),
      version_id: text,
      sha256: fc.constant('0'.repeat(64)),
    }),
  ),
  fact(
    'file.quarantined',
    fc.record({ ...ofFile, run, storage_url: fc.constant('s3://content/q/acme/x.1'), version_id: text }),
  ),
  fact('file.deleted', fc.record(ofFile)),
  fact('file.restored', fc.record(ofFile)),
  fact('file.purged', fc.record(ofFile)),
  fact('upload.aborted', fc.record({ schema_version: fc.constant(1 as const), upload_id: fc.constant(OTHER_ID) })),
  uploadedFact,
);
