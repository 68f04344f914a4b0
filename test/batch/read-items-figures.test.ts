import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it, onTestFinished } from 'vitest';
import { readItems } from '../../src/batch/read-items.ts';
import { ItemError } from '../../src/contract/errors.ts';
import { neverEnding } from '../../src/flow/time-scope.ts';
import { channelName } from '../../src/metrics/channels.ts';
import { itemsOf, readingOf } from '../support/items.ts';
import { toolsWith } from './tools-with.ts';

it('says how long an image took that was read, and one that failed', async () => {
  const times = [3, 10, 20, 45];
  const tools = toolsWith(({ key }) => {
    if (key === '/1') throw new ItemError('corrupt_image', 'bad');
    return Promise.resolve(readingOf());
  }, 1);
  const outcomes = await readItems(
    itemsOf(['/0', '/1']),
    { ...tools, now: () => times.shift() ?? 0 },
    neverEnding(),
  );
  expect(outcomes.map(({ kind, durationMs }) => [kind, durationMs])).toEqual([
    ['read', 7],
    ['failed', 25],
  ]);
});

it('publishes each image that is in memory, with its bytes', async () => {
  const events: unknown[] = [];
  const note = (event: unknown) => void events.push(event);
  subscribe(channelName('image'), note);
  onTestFinished(() => void unsubscribe(channelName('image'), note));
  await readItems(
    itemsOf(['/0', '/10']),
    toolsWith(() => Promise.resolve(readingOf())),
    neverEnding(),
  );
  expect(events).toEqual([
    { key: '/0', bytes: 2 },
    { key: '/10', bytes: 3 },
  ]);
});
