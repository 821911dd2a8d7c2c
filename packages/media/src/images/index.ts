export { createImageRenderer } from './create-image-renderer.ts';
export { pictureTasks } from './picture-tasks.ts';
