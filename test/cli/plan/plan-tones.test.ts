import { expect, it } from 'vitest';
import { renderPlan } from '../../../src/cli/plan/plan-text.ts';
import { tonesOf } from '../../support/plain-text.ts';
import { folderWith, images, planned, READ } from './planned.ts';

const BEST = ['--process_count_per_node', '1', '--mini_batch_size', '50', '--run_invocation_timeout', '60'];

it.each([
  ['nothing goes wrong', BEST, READ, ['good']],
  ['it takes longer than it must', ['--process_count_per_node', '1'], READ, ['warning']],
  ['AML would end its mini-batches', [...BEST.slice(0, -1), '3'], READ, ['bad']],
  ['it reads nothing', BEST, [...READ, '--input_partition', '2020/08/07'], ['bad']],
] as const)('a plan tells by its tones that %s', async (_case, options, argv, expected) => {
  const { report } = await planned(await folderWith(images(60, '')), [...options], [...argv]);
  expect(tonesOf(renderPlan(report, 80)).slice(0, 1)).toEqual(expected);
});

it('a plan has a tone for the files that are refused', async () => {
  const folder = await folderWith({ ...images(60, ''), 'broken.jpg': 'no image' });
  const lines = renderPlan((await planned(folder, BEST, READ)).report, 80);
  expect(lines).toContainEqual({ text: expect.stringContaining('broken.jpg') as string, tone: 'warning' });
});
