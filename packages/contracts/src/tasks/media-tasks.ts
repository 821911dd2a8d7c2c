/** Of video and audio. */
export const MEDIA_TASKS = [] as const;
