/** One image to make out of a source image. */
export type RenditionRequest = {
  /** Unique within the job, `[a-z0-9_]+`; names the rendition for ever. */
  readonly name: string;
  readonly format: 'jpeg' | 'png' | 'webp' | 'avif';
  /** The box in pixels; never enlarged. */
  readonly width: number;
  readonly height: number;
  /** `inside` keeps the whole picture, `cover` fills the box and crops around what draws the eye. */
  readonly fit: 'inside' | 'cover';
  readonly quality: number;
  /** Keep every frame of an animation (webp only); otherwise the first. @default false */
  readonly animated?: boolean;
};

export type Rendition = {
  readonly name: string;
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
};

export type RenderedImage =
  | {
      readonly outcome: 'rendered';
      readonly renditions: readonly Rendition[];
      /** ThumbHash of the upright picture, base64, about 25 bytes. */
      readonly placeholder: string;
      /** Pixel size after orientation is applied. */
      readonly width: number;
      readonly height: number;
    }
  | { readonly outcome: 'unparseable'; readonly detail: string }
  | { readonly outcome: 'too_many_pixels'; readonly detail: string };

/**
 * Decodes once and makes every rendition: upright (EXIF orientation applied), sRGB, without metadata but the ICC profile
 * where needed. Bad content is an outcome, not an error.
 */
export interface ImageRenderer {
  render(
    content: Uint8Array,
    requests: readonly RenditionRequest[],
    limits: { readonly maxPixels: number },
  ): Promise<RenderedImage>;
}
