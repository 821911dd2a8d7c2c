import * as z from 'zod/mini';
import { colourSchema, defineTask, renditionNameSchema } from './define-task.ts';

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

/** Those, and what is drawn before it is made into anything. */
const TAKEN_TYPES = [...PICTURE_TYPES, 'image/svg+xml'] as const;

/** A side of a picture in pixels: WebP ends there. */
const sideSchema = z.int().check(z.minimum(1), z.maximum(16_383));

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
  takes: TAKEN_TYPES,
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

/** What pictures are made in. */
export const PICTURE_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

const formatSchema = z.enum(PICTURE_FORMATS);
const MADE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff'] as const;

/** Shows through where the format knows no transparency. */
const backgroundSchema = z._default(colourSchema, '#ffffff');
const qualitySchema = z._default(z.int().check(z.minimum(1), z.maximum(100)), 80);
/** Where to look when something has to go: what draws the eye, what is busiest, or the middle. */
const focusSchema = z._default(z.enum(['attention', 'entropy', 'center']), 'attention');

/** How the picture is written, whatever else is done with it. */
const encoding = {
  quality: qualitySchema,
  /** Of WebP and AVIF; PNG, GIF and TIFF lose nothing anyway. */
  lossless: z._default(z.boolean(), false),
  /** Shows through where the format knows no transparency. */
  background: backgroundSchema,
  /** Every frame of an animation, where the format has them (GIF, WebP); otherwise the first. */
  animated: z._default(z.boolean(), true),
  /** `srgb` converts the colours so that they look the same everywhere; `keep` leaves them and their profile. */
  profile: z._default(z.enum(['srgb', 'keep']), 'srgb'),
  /** Of JPEG and PNG: shows coarsely before it is there. */
  progressive: z._default(z.boolean(), false),
};
/** The format of the source where it is one of ours, else PNG. */
const optionalFormat = { format: z.exactOptional(formatSchema) };

/** How one frame is written. */
const still = { ...optionalFormat, quality: qualitySchema, background: backgroundSchema };

export const convertImage = defineTask({
  task: 'convert_image',
  version: 1,
  class: 'image',
  summary: 'The picture in another format, upright and without metadata',
  takes: TAKEN_TYPES,
  gives: MADE_TYPES,
  parameters: z.strictObject({ format: z._default(formatSchema, 'webp'), ...encoding }),
  examples: [
    { summary: 'WebP', parameters: {} },
    { summary: 'AVIF of high quality', parameters: { format: 'avif', quality: 90 } },
    { summary: 'JPEG, with black where it is transparent', parameters: { format: 'jpeg', background: '#000000' } },
  ],
});

export const resizeImage = defineTask({
  task: 'resize_image',
  version: 1,
  class: 'image',
  summary: 'The picture in another size',
  takes: TAKEN_TYPES,
  gives: MADE_TYPES,
  parameters: z.strictObject({
    /** In pixels. Without both, 1,024 for the longer side. */
    width: z.exactOptional(sideSchema),
    height: z.exactOptional(sideSchema),
    /** `inside` keeps the whole picture within the box, `cover` fills it and crops, `contain` fills up with background, `fill` stretches. */
    fit: z._default(z.enum(['inside', 'cover', 'contain', 'fill']), 'inside'),
    focus: focusSchema,
    /** Whether it may become larger than it is. */
    enlarge: z._default(z.boolean(), false),
    ...optionalFormat,
    ...encoding,
  }),
  examples: [
    { summary: 'At most 1,024 pixels on its longer side', parameters: {} },
    { summary: 'A banner', parameters: { width: 1600, height: 400, fit: 'cover', format: 'webp' } },
  ],
});

export const thumbnail = defineTask({
  task: 'thumbnail',
  version: 1,
  class: 'image',
  summary: 'A small picture around what draws the eye',
  takes: TAKEN_TYPES,
  gives: MADE_TYPES,
  parameters: z.strictObject({
    /** The side of its box in pixels. */
    size: z._default(z.int().check(z.minimum(16), z.maximum(2048)), 320),
    /** `cover` makes a square, `inside` keeps the shape. */
    fit: z._default(z.enum(['cover', 'inside']), 'cover'),
    focus: focusSchema,
    format: z._default(formatSchema, 'jpeg'),
    quality: qualitySchema,
    background: backgroundSchema,
  }),
  examples: [
    { summary: 'A square of 320 pixels', parameters: {} },
    { summary: 'For a list', parameters: { size: 64, format: 'webp' } },
  ],
});

export const smartCrop = defineTask({
  task: 'smart_crop',
  version: 1,
  class: 'image',
  summary: 'The largest part of a shape, around what draws the eye, and where it lies',
  takes: TAKEN_TYPES,
  gives: MADE_TYPES,
  parameters: z.strictObject({
    /** Width to height. */
    aspect: z._default(
      z.string().check(z.regex(/^[1-9]\d{0,3}:[1-9]\d{0,3}$/, 'must be width:height, such as 16:9')),
      '1:1',
    ),
    focus: focusSchema,
    /** In pixels; never enlarged. Without it as large as the part is. */
    width: z.exactOptional(sideSchema),
    ...still,
  }),
  examples: [
    { summary: 'A square', parameters: {} },
    { summary: 'For a story', parameters: { aspect: '9:16', width: 1080 } },
  ],
});

export const stripMetadata = defineTask({
  task: 'strip_metadata',
  version: 1,
  class: 'image',
  summary: 'The picture without when, where and by whom it was taken',
  takes: PICTURE_TYPES,
  gives: MADE_TYPES,
  parameters: z.strictObject({}),
  examples: [{ summary: 'Nothing but the picture', parameters: {} }],
});

export const placeholder = defineTask({
  task: 'placeholder',
  version: 1,
  class: 'image',
  summary: 'What stands in for the picture while it loads: its ThumbHash and its average colour',
  takes: TAKEN_TYPES,
  gives: [],
  parameters: z.strictObject({}),
  examples: [{ summary: 'About 25 bytes', parameters: {} }],
});

const MARK_POSITIONS = [
  'center',
  'top',
  'right',
  'bottom',
  'left',
  'top_left',
  'top_right',
  'bottom_left',
  'bottom_right',
  'tile',
] as const;

export const watermark = defineTask({
  task: 'watermark',
  version: 1,
  class: 'image',
  summary: 'The picture with a text, or another picture, over it',
  takes: TAKEN_TYPES,
  gives: MADE_TYPES,
  moreFiles: 1,
  parameters: z.strictObject({
    /** Not used where a second file is the mark. */
    text: z._default(z.string().check(z.minLength(1), z.maxLength(200)), 'PREVIEW'),
    colour: z._default(colourSchema, '#ffffff'),
    position: z._default(z.enum(MARK_POSITIONS), 'bottom_right'),
    opacity: z._default(z.number().check(z.minimum(0.05), z.maximum(1)), 0.5),
    /** Width of the mark in parts of the picture's. */
    scale: z._default(z.number().check(z.minimum(0.02), z.maximum(1)), 0.3),
    ...still,
  }),
  examples: [
    { summary: 'PREVIEW in a corner', parameters: {} },
    { summary: 'A name all over it', parameters: { text: 'Example Ltd', position: 'tile', opacity: 0.2 } },
  ],
});

export const IMAGE_TASKS = [
  renderImage,
  convertImage,
  resizeImage,
  thumbnail,
  smartCrop,
  stripMetadata,
  placeholder,
  watermark,
] as const;
