import { expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { warnOfSmallMiniBatches } from '../../src/worker/warn-of-small-mini-batches.ts';

async function warnings(argv: string, ...sizes: readonly number[]): Promise<string[]> {
  const written: string[] = [];
  const logger = { ...silentLogger, warning: (message: string) => void written.push(message) };
  const key = ['--kv_readapi', 'key', '--secrets', 'env', '--read_endpoint', 'https://a.example'];
  const options = parseArguments([...key, ...argv.split(' ')], { AZUREML_NODE_COUNT: '2' });
  const see = await warnOfSmallMiniBatches(options, logger);
  for (const size of sizes) see(size);
  return written;
}

it('tells the size that the rate of the process needs', async () => {
  expect(await warnings('--mini_batch_size 10 --service_tps 80 --process_count_per_node 2')).toEqual([
    expect.stringMatching(
      /Mini-batches of 10 cannot use the 20 requests per second .* mini_batch_size to 100 /,
    ),
  ]);
});

it.each([
  [10, 3.7],
  [25, 1.9],
  [50, 1.3],
  [99, 1.0],
])('tells what mini-batches of %i cost, as docs/tuning.md has it', async (size, times) => {
  const argv = `--mini_batch_size ${size} --service_tps 80 --process_count_per_node 2`;
  expect((await warnings(argv))[0]).toContain(`about ${times.toFixed(1)} times as long as it could`);
});

it('looks at the first three mini-batches where AML does not tell their size', async () => {
  const argv = '--service_tps 80 --process_count_per_node 2';
  expect(await warnings(argv, 10, 12)).toEqual([]);
  expect(await warnings(argv, 10, 12, 3, 9, 9, 9)).toEqual([
    expect.stringContaining('Mini-batches of 12, the largest of the first 3, cannot use the 20 requests'),
  ]);
  expect(await warnings(argv, 3, 100, 3, 3)).toEqual([]);
  expect(await warnings(`--mini_batch_size 100 ${argv}`, 1, 1, 1)).toEqual([]);
  expect(await warnings(`--mini_batch_size 10MB ${argv}`, 1, 1, 1)).toHaveLength(1);
});

it.each([
  ['it is enough', '--mini_batch_size 100 --service_tps 80 --process_count_per_node 2'],
  ['it is in bytes', '--mini_batch_size 10MB --service_tps 80 --process_count_per_node 2'],
  ['it is not known', '--service_tps 80 --process_count_per_node 2'],
  ['the engine waits for no operation', '--mini_batch_size 1 --engine image-analysis'],
  ['a free tier allows a few images only', '--mini_batch_size 10 --tier free --process_count_per_node 1'],
])('says nothing when %s', async (_, argv) => {
  expect(await warnings(argv)).toEqual([]);
});
