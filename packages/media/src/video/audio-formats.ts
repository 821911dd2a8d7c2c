/** How ffmpeg writes each format; `-f` of its container. */
export const AUDIO_FORMATS = {
  mp3: { codec: 'libmp3lame', container: 'mp3', mimeType: 'audio/mpeg', lossy: true },
  m4a: { codec: 'aac', container: 'ipod', mimeType: 'audio/mp4', lossy: true },
  opus: { codec: 'libopus', container: 'ogg', mimeType: 'audio/ogg', lossy: true },
  flac: { codec: 'flac', container: 'flac', mimeType: 'audio/flac', lossy: false },
  wav: { codec: 'pcm_s16le', container: 'wav', mimeType: 'audio/wav', lossy: false },
} as const;
