/** Of archives, and of bytes as such. */
export const ARCHIVE_TASKS = [] as const;
