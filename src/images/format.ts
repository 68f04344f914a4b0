/** Formats that can be detected by content. */
export const IMAGE_FORMATS = [
  'jpeg',
  'png',
  'bmp',
  'gif',
  'tiff',
  'webp',
  'avif',
  'animated avif',
  'heif',
  'animated heif',
  'pdf',
] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];
