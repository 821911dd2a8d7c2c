import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VALID_FILE_ID } from '../testing.ts';
import { type Plannable, planJobs } from './plan-jobs.ts';

const photo: Plannable = {
  ...{ tenantId: 'acme', fileId: VALID_FILE_ID, version: 1, run: 1, priority: 5 },
  ...{ mimeType: 'image/jpeg', sizeBytes: 1000, unparseable: false, encrypted: false },
  source: { bucket: 'content', key: 't/acme/u', version_id: 'v', size_bytes: 1000, mime_type: 'image/jpeg' },
  renditionsBucket: 'renditions',
  limits: { max_pixels: 1, max_frames: 1, max_entries: 1 },
};
const renditionsOf = (content: Plannable) =>
  planJobs(content).map(({ parameters }) =>
    Array.isArray(parameters.renditions) ? parameters.renditions.map((one) => Object(one).name) : [],
  );

describe('the plan of a content', () => {
  it('is what its kind gets by default when nothing was asked for', () => {
    expect(planJobs(photo)).toMatchObject([{ task: 'render_image', destination: { prefix: expect.any(String) } }]);
    expect(renditionsOf(photo)).toEqual([['thumbnail', 'large_webp', 'large_avif']]);
    expect(renditionsOf({ ...photo, mimeType: 'image/svg+xml' })[0]).toContain('large_webp');
    expect(planJobs({ ...photo, mimeType: 'application/pdf' })).toMatchObject([{ task: 'read_document' }]);
    expect(planJobs({ ...photo, mimeType: 'application/x-anything' })).toEqual([]);
  });

  it('is what was asked for, and of the default what the rest of the flow looks at', () => {
    const operations = [{ task: 'read_document' as const, parameters: { preview_pages: 0 } }];
    expect(planJobs({ ...photo, operations })).toMatchObject([
      { task: 'render_image' },
      { task: 'read_document', parameters: { preview_pages: 0 }, destination: { name: 'read_document' } },
    ]);
    expect(renditionsOf({ ...photo, operations })[0]).toEqual(['thumbnail', 'large_webp']);
  });

  it('leaves out what is made in its place', () => {
    expect(renditionsOf({ ...photo, operations: [{ task: 'thumbnail' }] })[0]).toEqual(['large_webp']);
  });

  it('has a name for each operation, and another job for the same one asked for twice', () => {
    const jobs = planJobs({ ...photo, operations: [{ task: 'render_image' }, { task: 'render_image' }] });
    expect(jobs.map(({ destination }) => destination.name)).toEqual([undefined, 'render_image', 'render_image_2']);
    expect(new Set(jobs.map(({ job_id }) => job_id)).size).toBe(3);
  });

  it.each([{ unparseable: true }, { encrypted: true }])('leaves closed what cannot be opened: %j', (broken) => {
    expect(planJobs({ ...photo, ...broken })).toEqual([]);
    expect(planJobs({ ...photo, ...broken, operations: [{ task: 'render_image' }] })).toEqual([]);
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('image/png', 'application/pdf', 'video/mp4'),
        fc.array(fc.record({ task: fc.constantFrom('render_image' as const, 'read_document' as const) })),
        fc.nat(9),
        (mimeType, operations, run) => {
          const content = { ...photo, mimeType, operations, run };
          expect(planJobs(content)).toEqual(planJobs(content));
          const ids = planJobs(content).map(({ job_id }) => job_id);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});
