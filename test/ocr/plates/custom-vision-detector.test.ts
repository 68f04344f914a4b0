import { afterEach, describe, expect, it } from 'vitest';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { createCustomVisionDetector } from '../../../src/ocr/plates/custom-vision-detector.ts';
import { fixedKey, KEY } from '../azure/support/keys.ts';
import { IdleClock } from '../azure/support/idle-clock.ts';
import {
  scriptedServer,
  type ScriptedResponse,
  type ScriptedServer,
} from '../azure/support/scripted-server.ts';

const PROJECT = '9f2d7a4e-1c3b-4a5d-8e6f-0b1c2d3e4f5a';
const scope = neverEnding();
let server: ScriptedServer;
afterEach(() => server.close());

const prediction = (probability: number, extra: object = {}) => ({
  probability,
  tagId: 't',
  tagName: 'plate',
  tagType: 'Regular',
  boundingBox: { left: 0.1, top: 0.2, width: 0.3, height: 0.1 },
  ...extra,
});
const response = (predictions: unknown): ScriptedResponse => ({
  status: 200,
  body: { id: 'i', project: PROJECT, predictions },
});

async function detect(...responses: ScriptedResponse[]) {
  server = await scriptedServer((_, index) => responses[index] ?? responses.at(-1)!);
  const clock = new IdleClock();
  const detector = createCustomVisionDetector({
    endpoint: server.url,
    auth: { kind: 'key', keys: fixedKey() },
    flow: clock.standingStill(retryingFlow({ clock })),
    logger: silentLogger,
    projectId: PROJECT,
    publishedName: 'anpr v1',
    minimumProbability: 0.5,
  });
  try {
    return await detector.detect({ key: 'a', bytes: Buffer.from('abc'), sha256: 'x' }, scope);
  } finally {
    await detector.close();
  }
}

describe('createCustomVisionDetector', () => {
  it('calls the published iteration without storing the image, with its own key header', async () => {
    await detect(response([]));
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: `/customvision/v3.1/prediction/${PROJECT}/detect/iterations/anpr%20v1/image/nostore`,
      headers: { 'prediction-key': KEY, 'content-type': 'application/octet-stream' },
      body: Buffer.from('abc'),
    });
  });

  it('leaves out what is improbable, negative or has no area', async () => {
    const kept = { tag: 'plate', probability: 0.5, left: 0.1, top: 0.2, width: 0.3, height: 0.1 };
    const predictions = [
      prediction(0.5),
      prediction(0.49),
      prediction(0.9, { tagType: 'Negative' }),
      prediction(0.9, { boundingBox: { left: 0, top: 0, width: 0, height: 1 } }),
      prediction(0.9, { boundingBox: null }),
      'nonsense',
    ];
    expect(await detect(response(predictions))).toEqual([kept]);
  });

  it('waits out a 429 and a broken response', async () => {
    const throttled = { status: 429, headers: { 'retry-after': '1' }, body: { code: 'TooManyRequests' } };
    expect(await detect(throttled, { status: 200, body: {} }, response([prediction(1)]))).toHaveLength(1);
    expect(server.received).toHaveLength(3);
  });

  it.each([
    ['an image that it rejects', 400, 'BadRequestImageFormat', 'item'],
    ['an iteration that is not published', 404, 'NotFoundIteration', 'configuration'],
  ])('tells %s from other errors', async (_, status, code, fault) => {
    await expect(detect({ status, body: { code, message: 'm' } })).rejects.toMatchObject({ code, fault });
  });
});
