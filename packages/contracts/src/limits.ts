/** The largest file one call may carry: Lambda takes 6 MB, and the gateway hands bytes over in base64. */
export const MAX_FILE_BYTES_PER_CALL = 4 * 1024 ** 2;

/** The longest such a call is held back: the gateway gives up after 29 seconds. */
export const MAX_WAIT_PER_CALL_SECONDS = 25;
