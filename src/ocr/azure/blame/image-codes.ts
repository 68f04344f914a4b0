/**
 * Codes by which the services blame the image itself.
 *
 * Sources: https://learn.microsoft.com/rest/api/computervision/read-in-stream,
 * https://learn.microsoft.com/azure/ai-services/document-intelligence/v3-error-guide,
 * https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-analyze-image-40,
 * https://learn.microsoft.com/azure/ai-services/custom-vision-service/use-prediction-api
 */
const IMAGE_CODES = new Set([
  'InvalidImage',
  'InvalidImageFormat',
  'InvalidImageSize',
  'InvalidImageDimension',
  'InvalidImageDimensions',
  'InvalidImageUrl',
  'UnsupportedImageFormat',
  'NotSupportedImage',
  'FailedToProcess',
  'InvalidContent',
  'InvalidContentLength',
  'InvalidContentDimensions',
  'InvalidContentSourceFormat',
  'UnsupportedContent',
  'ContentTooLarge',
  'RequestEntityTooLarge',
  'FilePasswordProtected',
  'PasswordProtected',
  'CorruptedFile',
]);

/** Whether a rejection is known to blame the image; 413 is about its bytes, whoever says so. */
export function blamesImage(status: number, code: string | null): boolean {
  if (status === 413) return true;
  return code !== null && (IMAGE_CODES.has(code) || code.startsWith('BadRequestImage'));
}
