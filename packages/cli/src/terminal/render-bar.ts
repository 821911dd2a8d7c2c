import { type FileStatus, STAGES, type Stage } from '@sluice/contracts';

const CELLS = 3;
const FULL = '━';
const EMPTY = '╌';

/** Where a file is on its way: the bytes that are uploaded (`progress` says it in words), then its status. */
export type Place = { readonly uploaded: number; readonly progress?: string } | { readonly status: FileStatus };

const STAGE_OF: Partial<Record<FileStatus, Stage>> = {
  uploaded: 'inspect',
  inspecting: 'inspect',
  processing: 'process',
  understanding: 'understand',
  pending_review: 'review',
  publishing: 'publish',
};

/** The stage a file is in, or undefined once it is through. */
export const stageOf = (place: Place): Stage | undefined => ('uploaded' in place ? 'upload' : STAGE_OF[place.status]);

/** A bar with three cells a stage; `uploaded` is a percentage. */
export const renderBar = (place: Place): string => {
  const stage = stageOf(place);
  const whole = stage === undefined ? STAGES.length : STAGES.indexOf(stage);
  const part = 'uploaded' in place ? Math.floor((place.uploaded / 100) * CELLS) : 0;
  const full = Math.min(STAGES.length * CELLS, whole * CELLS + part);
  return FULL.repeat(full) + EMPTY.repeat(STAGES.length * CELLS - full);
};
