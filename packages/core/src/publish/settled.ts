/**
 * The effect shared by everything that ends a run: published, rejected and failed exclude one another because only one
 * append of a run with this name goes through.
 */
export const SETTLED = 'settled';
