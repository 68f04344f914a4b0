import { expect, it, onTestFinished } from 'vitest';
import type { FlowControl, ServiceBudget } from '../../../src/flow/flow-control.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { silentLogger } from '../../../src/logging/logger.ts';
import { createCustomVisionDetector } from '../../../src/ocr/plates/custom-vision-detector.ts';
import { AZURE_ENGINES, emulatedAzure, engineFor, plainImage } from './support/azure-engines.ts';
import { IdleClock } from './support/idle-clock.ts';
import { fixedKey } from './support/keys.ts';

/** A flow that notes what each request is counted against. */
function notingFlow(): { readonly flow: FlowControl; readonly budgets: readonly ServiceBudget[] } {
  const budgets: ServiceBudget[] = [];
  const clock = new IdleClock();
  const inner = clock.standingStill(retryingFlow({ clock }));
  const flow: FlowControl = {
    ...inner,
    run(budget, call, scope, mayLeave) {
      budgets.push(budget);
      return inner.run(budget, call, scope, mayLeave);
    },
  };
  return { flow, budgets };
}

it.each(AZURE_ENGINES)('$name counts submits and results of its own address', async (subject) => {
  const emulator = await emulatedAzure();
  const { flow, budgets } = notingFlow();
  const { engine } = engineFor(subject, emulator, { flow });
  await engine.read(await plainImage('red'), neverEnding());
  expect(new Set(budgets.map(({ budget }) => budget))).toEqual(
    new Set(subject.poll === null ? ['submit'] : ['submit', 'result']),
  );
  const services = new Set(budgets.map(({ service }) => service));
  expect([...services]).toEqual([expect.stringContaining(new URL(emulator.url).host)]);
});

it('gives a detector at the same address a budget of its own', async () => {
  const emulator = await emulatedAzure();
  const { flow, budgets } = notingFlow();
  const detector = createCustomVisionDetector({
    endpoint: emulator.url,
    ca: emulator.ca ?? '',
    auth: { kind: 'key', keys: fixedKey() },
    flow,
    logger: silentLogger,
    projectId: '9f2d7a4e-1c3b-4a5d-8e6f-0b1c2d3e4f5a',
    publishedName: 'anpr-1',
    minimumProbability: 0.5,
  });
  onTestFinished(() => detector.close());
  const image = await plainImage('red');
  await detector.detect(image, neverEnding());
  await engineFor(AZURE_ENGINES[0], emulator, { flow }).engine.read(image, neverEnding());
  expect(budgets.slice(0, 2).map(({ budget }) => budget)).toEqual(['submit', 'submit']);
  expect(budgets[0]?.service).not.toBe(budgets[1]?.service);
});
