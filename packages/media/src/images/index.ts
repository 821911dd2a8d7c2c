export { createImageRenderer } from './create-image-renderer.ts';
