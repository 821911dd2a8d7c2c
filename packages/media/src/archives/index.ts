export { archiveTasks } from './archive-tasks.ts';
