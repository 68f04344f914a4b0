import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/emulator/server/start-emulator.ts';
import { KEY, emulated, png } from '../emulated.ts';

const PROJECT = '11111111-2222-3333-4444-555555555555';

interface Sent {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly path?: string;
  readonly type?: string;
  readonly key?: string;
}

function detect(emulator: Emulator, { body, path = 'image/nostore', type, key = KEY }: Sent) {
  const root = `${emulator.url}/customvision/v3.1/prediction/${PROJECT}/detect/iterations/plates`;
  const headers = { 'prediction-key': key, ...(type !== undefined && { 'content-type': type }) };
  return fetch(`${root}/${path}`, { method: 'POST', headers, body });
}

/** The body that `@azure/cognitiveservices-customvision-prediction` 5.1.2 sends. */
function multipart(image: Buffer): Sent {
  const head =
    '----------------------------1\r\nContent-Disposition: form-data; name="imageData"\r\nContent-Type: application/octet-stream\r\n\r\n';
  const body = Buffer.concat([
    Buffer.from(head),
    image,
    Buffer.from('\r\n----------------------------1--\r\n'),
  ]);
  return {
    body: new Uint8Array(body),
    type: 'multipart/form-data; boundary=--------------------------1',
  };
}

const octets = (image: Buffer): Sent => ({
  body: new Uint8Array(image),
  type: 'application/octet-stream',
});

describe('Custom Vision detection v3.1', () => {
  it.each([
    ['multipart', 'image/nostore', multipart],
    ['multipart', 'image', multipart],
    ['octet-stream', 'image/nostore', octets],
  ])('%s to %s: the plate first, then boxes of low probability', async (_, path, sent) => {
    const emulator = await emulated();
    const image = await png();
    const response = await detect(emulator, { ...sent(image), path });
    expect(response.status).toBe(200);
    const { predictions, ...head } = (await response.json()) as { predictions: { probability: number }[] };
    expect(head).toMatchObject({ project: PROJECT, created: expect.stringMatching(/Z$/) });
    expect(predictions[0]).toMatchObject({
      probability: 0.97,
      tagName: 'plate',
      tagType: 'Regular',
      boundingBox: { left: 0.075, top: 0.35, width: 0.55, height: 0.3 },
    });
    expect(predictions.slice(1).every(({ probability }) => probability < 0.1)).toBe(true);
    expect(emulator.stats().billed_pages).toBe(1);
  });

  it('asks for the Prediction-Key', async () => {
    const response = await detect(await emulated(), { ...octets(await png()), key: 'x' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: '401' } });
  });

  it.each([
    [Buffer.from('no image'), 'BadRequestImageFormat'],
    [Buffer.alloc(4 * 1024 * 1024 + 1), 'BadRequestImageSizeBytes'],
    [Buffer.alloc(5 * 1024 * 1024), 'BadRequestImageSizeBytes'],
  ])('a bad image is a flat 400 (%#)', async (image, code) => {
    for (const sent of [octets(image), multipart(image)]) {
      const response = await detect(await emulated(), sent);
      expect([response.status, await response.json()]).toEqual([400, { code, message: expect.any(String) }]);
    }
  });

  it('an image more than 25 times as long as wide is rejected', async () => {
    const response = await detect(await emulated(), octets(await png('#fff', 260, 10)));
    expect(await response.json()).toMatchObject({ code: 'BadRequestImageDimensions' });
  });

  it('another media type is rejected', async () => {
    const response = await detect(await emulated(), { ...octets(await png()), type: 'image/png' });
    expect(response.status).toBe(415);
  });

  it('with a published iteration, others are not found', async () => {
    const image = octets(await png());
    const detectIn = async (project: string, name: string) =>
      (await detect(await emulated({ publishedIteration: { project, name } }), image)).json();
    expect(await detectIn(PROJECT, 'plates')).toMatchObject({ project: PROJECT });
    expect(await detectIn(PROJECT, 'cars')).toMatchObject({ code: 'NotFoundIteration' });
    expect(await detectIn(PROJECT.replace('1', '2'), 'plates')).toMatchObject({ code: 'NotFoundProject' });
  });

  it('a fault finds the image inside the form', async () => {
    const image = await png();
    const sha256 = createHash('sha256').update(image).digest('hex');
    const when = { on: ['custom-vision.detect-nostore' as const], nth: null, from: 1, to: 9, probability: 1 };
    const rule = { name: 'r', when: { ...when, image: sha256, imageName: null, perImage: false } };
    const emulator = await emulated({
      faults: { seed: 1, rules: [{ ...rule, fault: { fault: 'status', status: 500 } }] },
    });
    expect((await detect(emulator, multipart(image))).status).toBe(500);
    expect((await detect(emulator, multipart(await png('#000000')))).status).toBe(200);
  });

  it('the storing call has a rate of its own', async () => {
    const one = { calls: 1, periodMs: 60_000 };
    const emulator = await emulated({ rates: { 'custom-vision': one, 'custom-vision-nostore': one } });
    const image = octets(await png());
    const statuses = [];
    for (const path of ['image', 'image/nostore', 'image']) {
      statuses.push((await detect(emulator, { ...image, path })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});
