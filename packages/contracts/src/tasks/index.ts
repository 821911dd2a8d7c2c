export { ARCHIVE_TYPES, createArchive, DIGESTS, hash, listArchive } from './archive-tasks.ts';
export { TASK_CLASSES, type TaskClass, type TaskDefinition, takesType } from './define-task.ts';
export { DOCUMENT_TYPES, readDocument } from './document-tasks.ts';
export {
  convertImage,
  PICTURE_FORMATS,
  PICTURE_TYPES,
  type PictureFormat,
  placeholder,
  renderImage,
  resizeImage,
  smartCrop,
  stripMetadata,
  thumbnail,
  watermark,
} from './image-tasks.ts';
export { type JobQueues, parseJobQueues, queueUrlFor } from './job-queues.ts';
export {
  AUDIO_TYPES,
  poster,
  probeMedia,
  transcodeAudio,
  transcodeVideo,
  VIDEO_TYPES,
  waveform,
} from './media-tasks.ts';
export { TASK_DEFINITIONS, TASKS, type Task } from './task-definitions.ts';
