/** The name ffmpeg has for what reads a type. It is told, never guessed: a playlist that calls itself a video reads other files. */
const DEMUXERS: Readonly<Record<string, string>> = {
  ...{ 'video/mp4': 'mov', 'video/quicktime': 'mov', 'video/x-m4v': 'mov', 'audio/mp4': 'mov', 'audio/x-m4a': 'mov' },
  ...{ 'video/webm': 'matroska', 'video/matroska': 'matroska', 'video/x-matroska': 'matroska' },
  ...{ 'video/x-msvideo': 'avi', 'video/vnd.avi': 'avi', 'video/mpeg': 'mpeg', 'video/mp2t': 'mpegts' },
  ...{ 'audio/mpeg': 'mp3', 'audio/wav': 'wav', 'audio/x-wav': 'wav', 'audio/vnd.wave': 'wav' },
  ...{ 'audio/flac': 'flac', 'audio/x-flac': 'flac', 'audio/ogg': 'ogg', 'audio/opus': 'ogg', 'audio/aac': 'aac' },
};

/** How to open a file of a type: what reads it, and nothing but files. */
export function openingArgs(mimeType: string, path: string): readonly string[] {
  const demuxer = DEMUXERS[mimeType];
  if (demuxer === undefined) throw new TypeError(`nothing reads ${mimeType}`);
  return ['-protocol_whitelist', 'file,pipe', '-f', demuxer, '-i', `file:${path}`];
}
