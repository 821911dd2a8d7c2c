import { videoTasks } from '@sluice/media/video';
import { jobWorker } from './job-worker.ts';

export const handler = jobWorker({ worker: 'media', tasks: videoTasks() });
