import * as z from 'zod/mini';
import { defineTask, renditionNameSchema } from './define-task.ts';

/** Pictures that are decoded here. */
export const PICTURE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
  'image/bmp',
] as const;

/** A side of a picture in pixels. */
const sideSchema = z.int().check(z.minimum(1), z.maximum(16_384));

const renditionRequestSchema = z.strictObject({
  name: renditionNameSchema,
  format: z.enum(['jpeg', 'png', 'webp', 'avif']),
  width: sideSchema,
  height: sideSchema,
  /** `inside` keeps the whole picture, `cover` fills the box and crops around what draws the eye. */
  fit: z.enum(['inside', 'cover']),
  quality: z.int().check(z.minimum(1), z.maximum(100)),
  /** Every frame of an animation, in webp. */
  animated: z.exactOptional(z.boolean()),
});

const WEB_RENDITIONS: z.infer<typeof renditionRequestSchema>[] = [
  { name: 'thumbnail', format: 'jpeg', width: 320, height: 320, fit: 'cover', quality: 78 },
  { name: 'large_webp', format: 'webp', width: 1920, height: 1920, fit: 'inside', quality: 80 },
];

export const renderImage = defineTask({
  task: 'render_image',
  version: 1,
  class: 'image',
  summary: 'Several pictures of one: it is decoded once',
  takes: PICTURE_TYPES,
  gives: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'],
  parameters: z.strictObject({
    renditions: z._default(z.array(renditionRequestSchema).check(z.minLength(1), z.maxLength(20)), WEB_RENDITIONS),
  }),
  examples: [
    { summary: 'A small square and a large picture for the web', parameters: {} },
    {
      summary: 'One small picture',
      parameters: {
        renditions: [{ name: 'icon', format: 'png', width: 64, height: 64, fit: 'cover', quality: 80 }],
      },
    },
  ],
});

export const IMAGE_TASKS = [renderImage] as const;
