import type { JsonObject } from '../../contract/is-record.ts';
import { recordsOf, textOf, numberOf } from '../azure/fields.ts';
import { asRecord } from '../azure/service-fault.ts';
import type { Detection } from './detector.ts';

/** A classifier's predictions have no boxes: https://learn.microsoft.com/rest/api/custom-vision/classify-image-with-no-store */
export function isClassification(response: unknown): boolean {
  const predictions = recordsOf(asRecord(response)?.['predictions']);
  return predictions.length > 0 && predictions.every(({ boundingBox }) => asRecord(boundingBox) === null);
}

/**
 * The detections that reach `minimumProbability` in a response of Custom Vision's detector; null when the response
 * has another shape. The service has no threshold of its own and returns many improbable boxes.
 *
 * Source: https://learn.microsoft.com/rest/api/custom-vision/detect-image-with-no-store
 */
export function fromPrediction(response: unknown, minimumProbability: number): readonly Detection[] | null {
  const predictions = asRecord(response)?.['predictions'];
  if (!Array.isArray(predictions)) return null;
  return recordsOf(predictions)
    .filter((prediction) => prediction['tagType'] !== 'Negative')
    .map(toDetection)
    .filter(({ probability, width, height }) => probability >= minimumProbability && width > 0 && height > 0);
}

function toDetection(prediction: JsonObject): Detection {
  const box = asRecord(prediction['boundingBox']) ?? {};
  return {
    tag: textOf(prediction['tagName']),
    probability: numberOf(prediction['probability'], 0),
    left: numberOf(box['left'], 0),
    top: numberOf(box['top'], 0),
    width: numberOf(box['width'], 0),
    height: numberOf(box['height'], 0),
  };
}
