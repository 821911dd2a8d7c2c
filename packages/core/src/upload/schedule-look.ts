import { URL_LIFE_SECONDS } from './sign-upload.ts';
import type { Upload } from './upload-record.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * When to look first after a change. What is completed is looked after by S3's event within seconds: only where that was
 * lost somebody has to see whether its file is there.
 */
const FIRST_LOOK = {
  pending: MINUTE,
  uploading: MINUTE,
  completing: MINUTE,
  completed: 5 * MINUTE,
  aborted: MINUTE,
  expired: MINUTE,
  failed: MINUTE,
} as const satisfies Record<Upload['status'], number>;

/** An upload that has just changed, with the time of its first look. */
export function scheduleLook({ looks: _looks, ...upload }: Upload): Upload {
  return { ...upload, lookAt: timeOf(Date.parse(upload.updatedAt) + FIRST_LOOK[upload.status]) };
}

/**
 * An upload that was looked at, with the time of the next look: each comes twice as late as the one before, so that
 * thousands of idle uploads cost little, at most an hour, and not after it expires. What was given up is looked at once
 * more when no signed URL works any longer; then, and once its file is there, there is nothing left to look after.
 */
export function lookedAt(upload: Upload, now: string): Upload {
  const { lookAt: _lookAt, looks = 0, ...rest } = upload;
  const nowMs = Date.parse(now);
  if (upload.status === 'completed') return rest;
  if (upload.status === 'aborted' || upload.status === 'expired' || upload.status === 'failed') {
    const lastUrlEnds = Date.parse(upload.updatedAt) + URL_LIFE_SECONDS * 1000;
    return nowMs > lastUrlEnds ? rest : { ...rest, looks: looks + 1, lookAt: timeOf(lastUrlEnds + MINUTE) };
  }
  const wanted = nowMs + Math.min(MINUTE * 2 ** (looks + 1), HOUR);
  const expires = Date.parse(upload.expiresAt);
  return { ...rest, looks: looks + 1, lookAt: timeOf(expires > nowMs ? Math.min(wanted, expires) : wanted) };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Completed, its file is there and flows: nobody looks after it any more. */
export function isSettled({ status, lookAt }: Pick<Upload, 'status' | 'lookAt'>): boolean {
  return status === 'completed' && lookAt === undefined;
}
