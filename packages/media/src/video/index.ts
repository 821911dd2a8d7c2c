export { videoTasks } from './video-tasks.ts';
