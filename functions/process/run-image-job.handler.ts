import { renderImage } from '@sluice/contracts';
import { createRenderImage, offerTask } from '@sluice/core/process';
import { createImageRenderer, pictureTasks } from '@sluice/media/images';
import { jobWorker } from './job-worker.ts';

export const handler = jobWorker({
  worker: 'image',
  tasks: [offerTask(renderImage, createRenderImage(createImageRenderer())), ...pictureTasks()],
});
