import { spawnSync } from 'node:child_process';
import type { Input } from '../../../replay/input/input-files.ts';
import { findSizeProblem } from '../../../replay/input/mini-batch-size.ts';
import { TABLE_EXTENSIONS, tableFormatOf } from '../../../replay/table/table-format.ts';
import type { ReplayArguments } from '../arguments.ts';
import type { EntryScript } from '../entry-script.ts';

/** What does not go together with `--input_format`, a sentence each. */
export function findFormatProblems(
  { inputFormat, miniBatchSize, failedOf, manifest }: ReplayArguments,
  { host }: EntryScript,
  env: NodeJS.ProcessEnv,
): string[] {
  const size = findSizeProblem(miniBatchSize.text, inputFormat);
  if (inputFormat === 'file') return size === null ? [] : [size];
  return [
    ...Object.entries({ failed_of: failedOf, manifest })
      .filter(([, value]) => value !== null)
      .map(
        ([name]) =>
          `--${name} selects files, so --input_format tabular does not go with it: give one of them.`,
      ),
    ...(host === 'python' ? findPandasProblem(env) : []),
  ];
}

function findPandasProblem(env: NodeJS.ProcessEnv): string[] {
  const { status, stderr, error } = spawnSync('python3', ['-c', 'import pandas'], { env, encoding: 'utf8' });
  if (status === 0) return [];
  const why = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  return [
    `--input_format tabular needs pandas in the python3 on the PATH, as run() gets DataFrames, but it cannot be imported (${why}): install it with python3 -m pip install pandas.`,
  ];
}

/** What may not be meant. */
export function noteFormat({ inputFormat, miniBatchSize }: ReplayArguments, paths: Input['paths']): string[] {
  if (inputFormat === 'tabular') {
    if (!/\d$/.test(miniBatchSize.text)) return [];
    return [`--mini_batch_size ${miniBatchSize.text} means bytes of a table, not rows`];
  }
  const tables = paths.filter(({ path, isFolder }) => !isFolder && tableFormatOf(path) !== null);
  if (tables.length === 0 || tables.length < paths.length) return [];
  return [
    `run() gets the paths of the ${TABLE_EXTENSIONS.join(', ')} files; --input_format tabular passes their rows`,
  ];
}
