import type { MiniBatchContext } from '../../../contract/mini-batch.ts';
import { FileFilter } from '../../../replay/input/file-filter.ts';
import type { Input } from '../../../replay/input/input-files.ts';
import type { ReplayArguments } from '../arguments.ts';

export interface ReplayInput {
  readonly input: Input;
  readonly notes: readonly string[];
  /** The only mini-batch, where the input is not cut into any. */
  readonly miniBatch?: { readonly files: readonly string[]; readonly context: MiniBatchContext };
  /** What the input changes among the arguments. */
  readonly changes?: Partial<ReplayArguments>;
}

export const NO_INPUT: Input = {
  paths: [],
  root: null,
  filter: new FileFilter({ include: [], exclude: [] }),
  problems: [],
};

/** @param problem a sentence */
export function rejected(problem: string): ReplayInput {
  return { input: { ...NO_INPUT, problems: [problem] }, notes: [] };
}
