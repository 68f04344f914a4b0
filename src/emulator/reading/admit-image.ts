import { createHash } from 'node:crypto';
import { detectFormat } from '../../images/detect-format.ts';
import type { ImageFormat } from '../../images/format.ts';
import { type ImageContent, inMemory } from '../../images/image-content.ts';
import type { Size } from '../../images/limits.ts';
import { type ImageFacts, inspectImage } from './image-facts.ts';

/** Why a service rejects an image before it reads it; each service has its own error for each reason. */
export type ImageProblem =
  'empty' | 'too_large' | 'unknown_format' | 'unsupported_format' | 'undecodable' | 'bad_dimensions';

export interface ServiceLimits {
  readonly formats: readonly ImageFormat[];
  /** Bytes, inclusive. */
  readonly maxBytes: number;
  /** Pixels, inclusive; not applied to PDF. */
  readonly minSide: number;
  readonly maxSide: number;
  /** Longer side over shorter side, inclusive. */
  readonly maxAspect?: number;
}

export interface AdmittedImage {
  readonly image: ImageContent;
  readonly facts: ImageFacts;
}

export async function admitImage(
  bytes: Buffer,
  tooLarge: boolean,
  limits: ServiceLimits,
): Promise<AdmittedImage | ImageProblem> {
  if (tooLarge || bytes.length > limits.maxBytes) return 'too_large';
  if (bytes.length === 0) return 'empty';
  const format = detectFormat(bytes);
  if (format === null) return 'unknown_format';
  if (!limits.formats.includes(format)) return 'unsupported_format';
  const facts = await inspectImage(bytes, format);
  if (facts === null) return 'undecodable';
  if (facts.size !== null && !sidesFit(facts.size, limits)) return 'bad_dimensions';
  const sha256 = sha256Of(bytes);
  return { image: inMemory({ key: sha256, bytes, format, sha256 }), facts };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sidesFit({ width, height }: Size, limits: ServiceLimits): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < limits.minSide || long > limits.maxSide) return false;
  return limits.maxAspect === undefined || long <= short * limits.maxAspect;
}
