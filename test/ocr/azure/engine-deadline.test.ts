import { expect, it } from 'vitest';
import { syntheticEngine } from '../../../src/emulator/reading/synthetic-engine.ts';
import { systemClock } from '../../../src/flow/clock.ts';
import { neverEnding, scopeUntil } from '../../../src/flow/time-scope.ts';
import { createCustomVisionDetector } from '../../../src/ocr/plates/custom-vision-detector.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { AZURE_ENGINES, emulatedAzure, engineFor, plainImage } from './support/azure-engines.ts';
import { fixedKey } from './support/keys.ts';

it.each(AZURE_ENGINES)('$name makes no request whose result would come too late', async (subject) => {
  const emulator = await emulatedAzure();
  const { engine, clock } = engineFor(subject, emulator);
  await expect(engine.read(await plainImage('red'), scopeUntil(clock.now() + 450))).rejects.toMatchObject({
    code: 'run_timeout',
  });
  expect(emulator.stats().requests).toBe(0);
});

it.each(AZURE_ENGINES.filter(({ poll }) => poll === null))(
  '$name learns from a slow call how late the next one may begin',
  async (subject) => {
    const slow: typeof syntheticEngine = {
      ...syntheticEngine,
      read(...call) {
        clock.elapse(3000);
        return syntheticEngine.read(...call);
      },
    };
    const emulator = await emulatedAzure({ engine: slow });
    const { engine, clock } = engineFor(subject, emulator);
    await engine.read(await plainImage('red'), neverEnding());
    await expect(engine.read(await plainImage('blue'), scopeUntil(clock.now() + 2000))).rejects.toMatchObject(
      { code: 'run_timeout' },
    );
    expect(emulator.stats().requests).toBe(1);
  },
);

it('a detector makes no request whose result would come too late', async ({ onTestFinished }) => {
  const emulator = await emulatedAzure();
  const detector = createCustomVisionDetector({
    endpoint: emulator.url,
    auth: { kind: 'key', keys: fixedKey() },
    flow: retryingFlow(),
    logger: silentLogger,
    projectId: '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d',
    publishedName: 'plates',
    minimumProbability: 0.5,
  });
  onTestFinished(() => detector.close());
  const image = { key: 'a', bytes: Buffer.from('a'), format: 'png', sha256: 'a' } as const;
  await expect(detector.detect(image, scopeUntil(systemClock.now() + 450))).rejects.toMatchObject({
    code: 'run_timeout',
  });
  expect(emulator.stats().requests).toBe(0);
});
