import type { EngineLimits } from '../engine.ts';
import type { Tier } from '../../config/worker-options.ts';

const MIB = 1024 * 1024;

/**
 * Limits of Read v3.2, in the cloud and in its container. Pages beyond 2,000 (free tier: 2) are not read, without an
 * error.
 *
 * Sources: https://learn.microsoft.com/azure/ai-services/computer-vision/overview-ocr#input-requirements,
 * https://learn.microsoft.com/rest/api/computervision/read-in-stream (codes)
 */
export function readLimits(tier: Tier): EngineLimits {
  return {
    formats: ['jpeg', 'png', 'bmp', 'pdf', 'tiff'],
    // "Less than 500 MB".
    maxBytes: tier === 'free' ? 4 * MIB : 500 * MIB - 1,
    minSide: 50,
    maxSide: 10_000,
    maxPixels: 10_000 * 10_000,
    rejectionCodes: {
      format: 'InvalidImageFormat',
      bytes: 'InvalidImageSize',
      dimensions: 'InvalidImageDimension',
    },
  };
}

/**
 * Limits of Document Intelligence v4.0, `prebuilt-read`.
 *
 * Sources: https://learn.microsoft.com/azure/ai-services/document-intelligence/service-limits,
 * https://learn.microsoft.com/azure/ai-services/document-intelligence/v3-error-guide (codes)
 */
export function documentIntelligenceLimits(tier: Tier): EngineLimits {
  return {
    formats: ['jpeg', 'png', 'bmp', 'tiff', 'heif', 'pdf'],
    maxBytes: tier === 'free' ? 4 * MIB : 500 * MIB,
    minSide: 50,
    maxSide: 10_000,
    maxPixels: 10_000 * 10_000,
    rejectionCodes: {
      format: 'InvalidContent',
      bytes: 'InvalidContentLength',
      dimensions: 'InvalidContentDimensions',
    },
  };
}

/**
 * Limits of Image Analysis 4.0, the same for both tiers. For a file that is too large only the outer code is returned.
 *
 * Sources: https://learn.microsoft.com/azure/ai-services/computer-vision/overview-image-analysis#input-requirements,
 * https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-analyze-image-40 (codes)
 */
export const imageAnalysisLimits: EngineLimits = {
  formats: ['jpeg', 'png', 'gif', 'bmp', 'webp', 'tiff'],
  maxBytes: 20 * MIB,
  minSide: 50,
  maxSide: 16_000,
  maxPixels: 16_000 * 16_000,
  rejectionCodes: { format: 'InvalidImageFormat', bytes: 'InvalidRequest', dimensions: 'InvalidImageSize' },
};
