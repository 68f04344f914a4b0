import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError } from '../../../src/contract/errors.ts';
import type { Emulator } from '../../../src/emulator/server/start-emulator.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { createCustomVisionDetector } from '../../../src/ocr/plates/custom-vision-detector.ts';
import { AZURE_ENGINES, emulatedAzure, engineFor, plainImage, textsOf } from './support/azure-engines.ts';
import { fixedKey } from './support/keys.ts';

const scope = neverEnding();
const PROJECT = '11111111-2222-3333-4444-555555555555';

const PREFIXES = ['', '/gw/ocr', '/vision', '/api/v1.0', '/ocr.internal/~team'];
const PASTED = [
  '',
  '/',
  '/vision/v3.2/read/analyze',
  '/computervision/imageanalysis:analyze?api-version=2024-02-01',
  '/formrecognizer/documentModels/prebuilt-read:analyze',
  `/customvision/v3.0/Prediction/${PROJECT}/detect/iterations/plates/url`,
];

const NOT_ENDPOINTS = [
  'my-vision',
  'http://n.cognitiveservices.azure.com',
  `https://portal.azure.com/#@contoso/resource/subscriptions/${PROJECT}/overview`,
  'https://user:hunter2@n.cognitiveservices.azure.com',
  'https://n.cognitiveservices.azure.com/foo',
];

function detectorFor(emulator: Emulator, endpoint: string) {
  const detector = createCustomVisionDetector({
    endpoint,
    projectId: PROJECT,
    publishedName: 'plates',
    minimumProbability: 0.5,
    auth: { kind: 'key', keys: fixedKey() },
    flow: retryingFlow(),
    logger: silentLogger,
    ca: emulator.ca ?? '',
  });
  onTestFinished(() => detector.close());
  return detector;
}

describe.each(AZURE_ENGINES)('$name', (subject) => {
  it.each(PREFIXES)('reads behind the path %j, however its endpoint is pasted', async (pathPrefix) => {
    const emulator = await emulatedAzure({ pathPrefix });
    const image = await plainImage('red');
    for (const pasted of PASTED) {
      const { engine } = engineFor(subject, emulator, { endpoint: `${emulator.url}${pathPrefix}${pasted}` });
      const { pages } = await engine.read(image, scope);
      expect(pages[0]?.lines.map(({ text }) => text)).toEqual(await textsOf(image));
    }
    expect(emulator.stats().operations).not.toHaveProperty('unknown');
  });

  it.each(NOT_ENDPOINTS)('is not created for %s', (endpoint) => {
    const create = () => engineFor(subject, { url: endpoint });
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(/^--read_endpoint .+; give .*https:\/\/.+/);
  });
});

describe('the Custom Vision detector', () => {
  it.each(PREFIXES)('detects behind the path %j, however its endpoint is pasted', async (pathPrefix) => {
    const emulator = await emulatedAzure({ pathPrefix });
    for (const pasted of PASTED) {
      const detector = detectorFor(emulator, `${emulator.url}${pathPrefix}${pasted}`);
      await expect(detector.detect(await plainImage('red'), scope)).resolves.toBeInstanceOf(Array);
    }
  });

  it.each(NOT_ENDPOINTS)('is not created for %s', async (endpoint) => {
    const emulator = await emulatedAzure();
    expect(() => detectorFor(emulator, endpoint)).toThrow(
      /^--custom_vision_endpoint .+; give .*https:\/\/.+/,
    );
  });
});

describe.each(AZURE_ENGINES.filter(({ poll }) => poll !== null))('the result of $name', (subject) => {
  it.each(['https://back-end.internal', 'https://n.cognitiveservices.azure.com', 'https://attacker.example'])(
    'is polled below our own prefix when the header names %s, which gets nothing',
    async (host) => {
      const fault = { fault: 'operation_location', location: 'foreign', host } as const;
      const when = { on: [subject.submit], nth: null, from: 1, to: Infinity, probability: 1 } as const;
      const any = { image: null, imageName: null, perImage: false } as const;
      const emulator = await emulatedAzure({
        pathPrefix: '/gw/ocr',
        faults: { seed: 1, rules: [{ name: 'gateway', when: { ...when, ...any }, fault }] },
      });
      const { engine } = engineFor(subject, emulator, { endpoint: `${emulator.url}/gw/ocr` });
      const image = await plainImage('red');
      expect((await engine.read(image, scope)).pages[0]?.lines.map(({ text }) => text)).toEqual(
        await textsOf(image),
      );
    },
  );
});
