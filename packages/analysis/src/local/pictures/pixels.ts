/** Upright RGB, eight bits a channel, row by row without padding. */
export type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };
