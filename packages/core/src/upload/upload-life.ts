const DAY = 24 * 3600 * 1000;

/** Milliseconds. Browsers come back after a weekend and go on where they stopped. */
export const UPLOAD_LIFE = 7 * DAY;
