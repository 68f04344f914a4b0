import type { Box } from '../../contract/row.ts';
import type { Detection } from './detector.ts';
import { pipelineOf, type DisplayedImage } from './displayed-image.ts';

/** Whole pixels of the displayed image; it may reach beyond the image's edges. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest side of an image that the reading services accept, in pixels. */
export const MIN_SIDE = 50;

/** The detected box in whole pixels inside the image; null when no part of it lies inside. */
export function boxInPixels(detection: Detection, size: Size): Rectangle | null {
  const [left, right] = span(detection.left, detection.width, size.width);
  const [top, bottom] = span(detection.top, detection.height, size.height);
  return right <= left || bottom <= top ? null : { left, top, width: right - left, height: bottom - top };
}

/**
 * The box grown evenly to sides of at least `minSide`, moved back inside the image as far as possible.
 */
export function padded(box: Rectangle, size: Size, minSide = MIN_SIDE): Rectangle {
  const [left, width] = grown(box.left, box.width, size.width, minSide);
  const [top, height] = grown(box.top, box.height, size.height, minSide);
  return { left, top, width, height };
}

/** A rectangle as PNG bytes; beyond the image's edges the edge pixels are repeated. */
export async function cropPng(image: DisplayedImage, rectangle: Rectangle): Promise<Buffer> {
  const left = Math.max(0, rectangle.left);
  const top = Math.max(0, rectangle.top);
  const right = Math.min(image.width, rectangle.left + rectangle.width);
  const bottom = Math.min(image.height, rectangle.top + rectangle.height);
  return pipelineOf(image)
    .extract({ left, top, width: right - left, height: bottom - top })
    .extend({
      left: left - rectangle.left,
      top: top - rectangle.top,
      right: rectangle.left + rectangle.width - right,
      bottom: rectangle.top + rectangle.height - bottom,
      extendWith: 'copy',
    })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

export function cornersOf({ left, top, width, height }: Rectangle): Box {
  return [left, top, left + width, top, left + width, top + height, left, top + height];
}

function span(start: number, length: number, whole: number): [from: number, to: number] {
  return [Math.max(0, Math.floor(start * whole)), Math.min(whole, Math.ceil((start + length) * whole))];
}

function grown(
  start: number,
  length: number,
  whole: number,
  minimum: number,
): [start: number, length: number] {
  if (length >= minimum) return [start, length];
  const centred = start - Math.floor((minimum - length) / 2);
  if (whole < minimum) return [-Math.floor((minimum - whole) / 2), minimum];
  return [Math.min(Math.max(0, centred), whole - minimum), minimum];
}
