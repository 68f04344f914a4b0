import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseArguments } from '../../../src/config/parse-arguments.ts';
import { miniBatchSeconds, serviceRate } from '../../../src/plan/pace/pace.ts';
import { paceOf } from '../../../src/plan/pace/pace-of.ts';
import { ROOT } from '../../samples-truth.ts';

const ASSUMED = { platesPerImage: 2, secondsPerImage: 1.5, cores: 4 };
const paceWith = (...argv: string[]) => paceOf(parseArguments(argv, {}), ASSUMED, 1);

/** Wall time ÷ bound of docs/tuning.md, by the size of mini-batches and the rate of one process. */
function simulated(): { rate: number; images: number; ratio: number }[] {
  const page = readFileSync(`${ROOT}docs/tuning.md`, 'utf8');
  const sizes = /\| Rate of the process \|(.*)\|/.exec(page)?.[1]?.split('|').map(Number) ?? [];
  return [...page.matchAll(/^\| (\d+)\/s +\|([\d. |]+)\|$/gm)].flatMap(([, rate, ratios = '']) =>
    ratios
      .split('|')
      .map((ratio, index) => ({ rate: Number(rate), images: sizes[index] ?? 0, ratio: Number(ratio) })),
  );
}

it('agrees with the simulations of docs/tuning.md within 20 %', () => {
  const cases = simulated();
  expect(cases).toHaveLength(30);
  const wrong = cases.filter(({ rate, images, ratio }) => {
    const seconds = miniBatchSeconds(paceWith('--kv_readapi', 'x', '--service_tps', String(rate)), images, 1);
    const expected = (ratio * 2 * images) / rate;
    return Math.abs(seconds / expected - 1) > 0.2;
  });
  expect(wrong).toEqual([]);
});

it.each([
  [['--kv_readapi', 'x'], 5],
  [['--kv_readapi', 'x', '--service_tps', '30'], 15],
  [['--kv_readapi', 'x', '--tier', 'free'], 1 / 6],
  [['--kv_readapi', 'x', '--engine', 'document-intelligence'], 15],
  [['--kv_readapi', 'x', '--engine', 'image-analysis'], 10],
  // Two plates in an image, each with a submit and a poll.
  [['--kv_readapi', 'x', '--kv_customimage', 'y'], 2.5],
  [['--kv_readapi', 'x', '--kv_customimage', 'y', '--service_tps', '1000'], 20],
  [['--engine', 'read-container', '--read_endpoint', 'http://c'], 0],
  [['--engine', 'offline'], 0],
])('%j reads %d images a second at most, 0 where no rate is known', (argv, rate) => {
  expect(serviceRate(paceWith(...argv)) ?? 0).toBeCloseTo(rate, 6);
});

it('takes longer with a share of the rate, and never less than the rate allows', () => {
  const pace = paceWith('--kv_readapi', 'x');
  for (const images of [1, 10, 100, 1000]) {
    expect(miniBatchSeconds(pace, images, 4)).toBeGreaterThan(miniBatchSeconds(pace, images, 1) - 1e-9);
    expect(miniBatchSeconds(pace, images, 4)).toBeGreaterThanOrEqual((images * 2 * 4) / 10);
  }
  expect(miniBatchSeconds(pace, 0, 4)).toBe(0);
});

it('is bounded offline by the cores of a node, and by the images at once of a service that answers at once', () => {
  const offline = paceOf(parseArguments(['--engine', 'offline'], {}), { ...ASSUMED, secondsPerImage: 1 }, 2);
  expect(miniBatchSeconds(offline, 100, 2)).toBe(50);
  const container = ['--engine', 'read-container', '--read_endpoint', 'http://c', '--max_concurrency', '1'];
  expect(miniBatchSeconds(paceWith(...container), 100, 1)).toBeGreaterThan(150);
});
