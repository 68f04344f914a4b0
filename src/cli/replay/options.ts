import { availableParallelism } from 'node:os';
import {
  anyText,
  decimal,
  flag,
  oneOf,
  type OptionType,
  upperCased,
  wholeNumber,
} from '../../config/option.ts';
import { GLOB_OPTIONS } from '../input/glob-options.ts';
import { grouped } from '../../config/parse-options.ts';
import { MODES } from '../../replay/aml-mode.ts';
import { failedCount, timeoutSeconds, workerCount } from './option-types.ts';
import { V2_OPTIONS } from './v2-names.ts';
import { partitionFormat, partitionKeys } from './input/partitions.ts';
import { miniBatchSize } from '../../replay/input/mini-batch-size.ts';
import { TABLE_EXTENSIONS } from '../../replay/table/table-format.ts';
import { checkAppendRowFileName, toAppendRowFileName } from '../../replay/results/append-row-file-name.ts';

/** Also an option of `aml submit`. */
export const ALLOW_EMPTY = flag('Exit with 0 also when no image was read, as where a partition may be empty');

const errorThreshold: OptionType<number> = {
  ...decimal((given) =>
    /^(-1(\.0+)?|\d{1,9}(\.\d+)?)$/.test(given) ? null : 'a number of items, or -1 for any number',
  ),
  // AML's driver rounds a fraction up.
  parse: (given) => Math.ceil(Number(given)),
};

const percent = decimal((given) =>
  /^\d{1,3}(\.\d+)?$/.test(given) && Number(given) <= 100 ? null : 'a number from 0 to 100',
);

/** The port of a debugger, which need not be given. */
const portOr = (standard: number): OptionType<number> => ({
  check: (given) => (given === '' ? null : wholeNumber(1, 65_535).check(given)),
  parse: (given) => (given === '' ? standard : Number(given)),
});

/** AML's names and defaults where AML has the option. */
export const REPLAY_OPTIONS = {
  ...GLOB_OPTIONS,
  ...grouped('Input', {
    input_format: {
      value: 'FORMAT',
      description: `file passes run() the paths of the files; tabular the rows of tables (${TABLE_EXTENSIONS.join(', ')}), as a pandas DataFrame`,
      default: 'file',
      type: oneOf(['file', 'tabular']),
    },
    failed_of: {
      value: 'DIR',
      description: 'Instead of INPUT: the files that failed in the replay with this output folder',
      type: anyText,
    },
    manifest: {
      value: 'FILE',
      description: 'Instead of INPUT: the one mini-batch that this manifest in failed_items/manifests is of',
      type: anyText,
    },
    input_root: {
      value: 'DIR',
      description: 'With --manifest: the folder here that holds what was mounted there',
      type: anyText,
    },
  }),
  ...grouped('Mini-batches and limits', {
    mode: {
      value: 'MODE',
      description:
        'What starts the job on AML, whose defaults the options below have: a ParallelRunStep of SDK v1, a parallel job of v2, or a batch endpoint',
      default: 'v1',
      type: oneOf(MODES),
    },
    mini_batch_size: {
      value: 'SIZE',
      description:
        'Files per mini-batch, which never mixes two folders; of tables the approximate size, such as 10kb or 1MB, never of two files',
      defaultDescription: '10 files, or 1MB of a table',
      type: miniBatchSize,
    },
    partition_keys: {
      value: 'KEY,…',
      description:
        'One mini-batch for each combination of these keys, in place of --mini_batch_size: columns of tables, or keys of --partition_format',
      type: partitionKeys,
    },
    partition_format: {
      value: 'FORMAT',
      description: 'Where the keys are at the end of the paths of files, for example {user}/{year}/*.jpg',
      type: partitionFormat,
    },
    shuffle: {
      value: 'SEED',
      description:
        'Take the files of each folder in an order drawn from this text: AML promises none. Without it they are sorted',
      type: anyText,
    },
    node_count: {
      value: 'N',
      description:
        'Nodes; all of them are on this machine, each with --process_count_per_node processes and logs of its own',
      default: '1',
      type: workerCount,
    },
    process_count_per_node: {
      value: 'N',
      description: 'Worker processes of a node, each with its own init()',
      default: String(availableParallelism()),
      type: workerCount,
    },
    run_max_try: {
      value: 'N',
      description: 'Attempts per mini-batch',
      default: '3',
      type: wholeNumber(1, 1_000_000),
    },
    run_invocation_timeout: {
      value: 'SECONDS',
      description:
        'Timeout in seconds for one run(); 30 more, or --task_overhead_timeout after --, and the process is replaced',
      default: '60',
      type: timeoutSeconds,
    },
    error_threshold: {
      value: 'ITEMS',
      description: 'Failed items that are tolerated; -1 allows any number',
      default: '-1',
      type: errorThreshold,
    },
    allowed_failed_count: {
      value: 'MINI-BATCHES',
      description:
        'Failed mini-batches that are tolerated, in v2 mini_batch_error_threshold; -1 allows any number',
      defaultDescription: '-1',
      type: failedCount,
    },
    allowed_failed_percent: {
      value: 'PERCENT',
      description: 'Percentage of the mini-batches that may fail',
      defaultDescription: '100',
      type: percent,
    },
  }),
  ...V2_OPTIONS,
  ...grouped('Output', {
    output: { value: 'DIR', description: 'The output folder', default: './output', type: anyText },
    overwrite: flag('Remove the output of an earlier replay from the output folder, and nothing else'),
    resume: flag(
      'Continue the interrupted replay in the output folder, given the same input, options and entry script; begin where there is none',
    ),
    ordered: flag('Put the rows into the order of the mini-batches when all are done'),
    output_action: {
      value: 'ACTION',
      description: 'append_row, or summary_only to discard the rows',
      default: 'append_row',
      type: oneOf(['append_row', 'summary_only']),
    },
    append_row_file_name: {
      value: 'NAME',
      description: 'The file for the rows in the output folder; converted to lower case, as in AML',
      default: 'parallel_run_step.txt',
      type: { check: checkAppendRowFileName, parse: toAppendRowFileName },
    },
    allow_empty: ALLOW_EMPTY,
    json: flag('Print one JSON object, that of summary.json, instead of the summary and rows'),
    show_rows: {
      value: 'N',
      description: 'Rows to print after the summary',
      default: '0',
      type: wholeNumber(0, 1000),
    },
    logging_level: {
      value: 'LEVEL',
      description: 'Log level',
      default: 'INFO',
      type: upperCased(oneOf(['DEBUG', 'INFO', 'WARNING'])),
    },
  }),
  ...grouped('Worker', {
    host: {
      value: 'HOST',
      description: 'python starts the entry script as AML does, node runs without Python',
      defaultDescription: 'python where python3 is installed',
      type: oneOf(['python', 'node']),
    },
    entry_script: {
      value: 'FILE',
      description: "An entry script other than this package's: Python, or a module with --host node",
      type: anyText,
    },
    inject: {
      value: 'FILE',
      description:
        'Faults to inject: a JSON file, or the JSON itself, as [{"fault": "lost_acknowledgement", "mini_batch": 3}]',
      type: anyText,
    },
    faithful_init: flag(
      "Let each process find out in init() what is wrong with the arguments, and repeat it as AML does; otherwise those of this package's entry script are checked once, before anything starts",
    ),
    source_directory: {
      value: 'DIR',
      description: 'The snapshot that the entry script is imported from',
      defaultDescription: "the entry script's folder",
      type: anyText,
    },
  }),
  ...grouped('Debugger', {
    inspect: {
      value: '[PORT]',
      description:
        'Wait for a debugger of Node in the worker: one process, no time limits; 9229 without PORT',
      type: portOr(9229),
    },
    debugpy: {
      value: '[PORT]',
      description: 'The same in a Python entry script, which needs the package debugpy; 5678 without PORT',
      type: portOr(5678),
    },
  }),
};
