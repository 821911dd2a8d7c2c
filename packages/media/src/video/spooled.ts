/** A content on disk, and the programs that read it. */
export type Spooled = {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly mimeType: string;
  readonly path: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly maxPixels: number;
};
