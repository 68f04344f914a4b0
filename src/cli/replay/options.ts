import { availableParallelism } from 'node:os';
import { anyText, matching, oneOf, wholeNumber, type Option } from '../../config/option.ts';
import { checkAppendRowFileName } from '../../replay/results/append-row-file-name.ts';

const SECONDS_IN_3_DAYS = 259_200;

/** The options of `replay` that take a value; AML's names and defaults where AML has the option. */
export const REPLAY_OPTIONS = {
  mini_batch_size: {
    value: 'FILES',
    description: 'Files in a mini-batch; it never mixes two folders',
    default: '10',
    check: wholeNumber(1, 1_000_000),
  },
  process_count_per_node: {
    value: 'N',
    description: 'Worker processes, each with its own init()',
    default: String(availableParallelism()),
    check: wholeNumber(1, 1024),
  },
  run_max_try: {
    value: 'N',
    description: 'Tries of a mini-batch in total',
    default: '3',
    check: wholeNumber(1, 1_000_000),
  },
  run_invocation_timeout: {
    value: 'SECONDS',
    description: 'For one run(); then the process is replaced. AML adds its task_overhead_timeout',
    default: '60',
    check: wholeNumber(1, SECONDS_IN_3_DAYS),
  },
  error_threshold: {
    value: 'ITEMS',
    description: 'Failed items that are put up with; -1 for any number',
    default: '-1',
    check: matching(/^(-1(\.0+)?|\d{1,9}(\.\d+)?)$/, 'a number of items, or -1 for any number'),
  },
  output_action: {
    value: 'ACTION',
    description: 'append_row, or summary_only to throw the rows away',
    default: 'append_row',
    check: oneOf(['append_row', 'summary_only']),
  },
  append_row_file_name: {
    value: 'NAME',
    description: 'The file in the output folder that gets the rows; made lower case, as by AML',
    default: 'parallel_run_step.txt',
    check: checkAppendRowFileName,
  },
  output: { value: 'DIR', description: 'The output folder', default: './output', check: anyText },
  host: {
    value: 'HOST',
    description: 'python starts the entry script as AML does, node leaves the Python door out',
    default: 'python where python3 is there',
    check: oneOf(['python', 'node']),
  },
  entry_script: {
    value: 'FILE',
    description: "Another entry script than this package's: Python, or a module with --host node",
    check: anyText,
  },
  source_directory: {
    value: 'DIR',
    description: 'The snapshot that the entry script is imported from; its own folder if not given',
    check: anyText,
  },
  logging_level: {
    value: 'LEVEL',
    description: 'Of the logs: DEBUG, INFO or WARNING',
    default: 'INFO',
    check: (value) => oneOf(['DEBUG', 'INFO', 'WARNING'])(value.toUpperCase()),
  },
  show_rows: {
    value: 'N',
    description: 'Rows to print after the summary',
    default: '0',
    check: wholeNumber(0, 1000),
  },
} satisfies Readonly<Record<string, Option>>;

export type ReplayOptionName = keyof typeof REPLAY_OPTIONS;

export const REPLAY_FLAGS = {
  overwrite: 'Remove what an earlier replay left in the output folder, and nothing else',
  help: 'Show this',
  version: 'Show the version',
} as const;
