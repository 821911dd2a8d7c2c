/** Every task our workers know. */
export const TASKS = ['render_image', 'read_document'] as const;
export type Task = (typeof TASKS)[number];
