import type { MiniBatchTask } from '../../../src/replay/input/split.ts';
import { toHostInput } from '../../../src/replay/schedule/to-host-input.ts';
import type { TableMiniBatch } from '../../../src/replay/table/table-part.ts';

/** What a driver gets of a mini-batch of tables. */
export function toInput(task: MiniBatchTask): TableMiniBatch {
  const input = toHostInput(task);
  if ('table' in input) return input;
  throw new Error('a mini-batch of files');
}
