import { archiveTasks } from '@sluice/media/archives';
import { jobWorker } from './job-worker.ts';

export const handler = jobWorker({ worker: 'archive', tasks: archiveTasks });
