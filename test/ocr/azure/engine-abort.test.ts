import { describe, expect, it } from 'vitest';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { faults } from '../../emulator/emulated.ts';
import { until } from '../../support/until.ts';
import { AZURE_ENGINES, emulatedAzure, engineFor, inRealTime, plainImage } from './support/azure-engines.ts';

/** Stages of a read that last for ever, by what the server does to it. */
function stagesOf({ submit, poll }: (typeof AZURE_ENGINES)[number]) {
  const submitStages = [
    { stage: 'the request is out', rule: { on: submit, fault: 'hang' } },
    { stage: 'the response trickles in', rule: { on: poll ?? submit, fault: 'slow_body', seconds: 60 } },
    { stage: 'a wait for another try lasts', rule: { on: submit, fault: 'throttle', retry_after: 100 } },
  ];
  if (poll === null) return submitStages;
  return [
    ...submitStages,
    { stage: 'a poll is out', rule: { on: poll, fault: 'hang' } },
    { stage: 'a wait for another poll lasts', rule: { on: poll, fault: 'throttle', retry_after: 100 } },
    { stage: 'the operation does not end', rule: { on: submit, fault: 'operation', ends: 'stuck' } },
  ];
}

describe.each(AZURE_ENGINES)('$name, aborted while', (subject) => {
  it.each(stagesOf(subject))('$stage, ends with the reason', async ({ rule }) => {
    const emulator = await emulatedAzure({ faults: faults(rule) });
    const { engine } = engineFor(subject, emulator, { flow: inRealTime() });
    const controller = new AbortController();
    const reading = engine.read(await plainImage('red'), neverEnding(controller.signal));
    reading.catch(() => {});
    await until(() => (emulator.stats().operations[rule.on]?.faults ?? 0) > 0);
    controller.abort(new Error('the node is leaving'));
    await expect(reading).rejects.toThrow('the node is leaving');
  });

  it('nothing was sent yet, sends nothing', async () => {
    const emulator = await emulatedAzure();
    const { engine } = engineFor(subject, emulator);
    const reading = engine.read(
      await plainImage('red'),
      neverEnding(AbortSignal.abort(new Error('too late'))),
    );
    await expect(reading).rejects.toThrow('too late');
    expect(emulator.stats().requests).toBe(0);
  });

  it('its engine is closed, ends every read', async () => {
    const emulator = await emulatedAzure({ faults: faults({ on: subject.submit, fault: 'hang' }) });
    const { engine } = engineFor(subject, emulator, { flow: inRealTime() });
    const reading = engine.read(await plainImage('red'), neverEnding());
    reading.catch(() => {});
    await until(() => emulator.stats().requests > 0);
    await engine.close();
    await expect(reading).rejects.toMatchObject({ code: 'engine_closed' });
  });
});
