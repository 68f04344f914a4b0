import { ConfigurationError } from '../../contract/errors.ts';
import type { TabularRow } from '../../contract/mini-batch.ts';
import type { PartitionFormat } from './partition-format.ts';
import type { FileGroup, MiniBatchTask } from './split.ts';

/**
 * Puts the files whose paths have the same keys into one mini-batch each, however many they are. All paths are kept in memory.
 *
 * Source: https://learn.microsoft.com/python/api/azureml-pipeline-steps/azureml.pipeline.steps.parallelrunconfig
 *
 * @param groups the files
 * @throws ConfigurationError for a path without the keys
 */
export async function* cutPartitions(
  groups: AsyncIterable<FileGroup>,
  format: PartitionFormat,
  keys: readonly string[],
): AsyncGenerator<MiniBatchTask> {
  const partitions = new Map<string, { readonly partition: TabularRow; readonly files: string[] }>();
  for await (const { files } of groups) {
    for (const file of files) {
      const values = format.match(file);
      if (values === null) {
        throw new ConfigurationError([
          `--partition_format: ${file} does not match; leave it out with --include or --exclude, or give another format.`,
        ]);
      }
      const partition = Object.fromEntries(keys.map((key) => [key, values[key]]));
      const id = JSON.stringify(Object.values(partition));
      const found = partitions.get(id) ?? { partition, files: [] };
      partitions.set(id, found);
      found.files.push(file);
    }
  }
  let index = 0;
  for (const partition of partitions.values()) {
    yield { index, ...partition };
    index += 1;
  }
}
