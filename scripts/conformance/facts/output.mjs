import {
  CONFIG,
  CUSTOM_OUTPUT,
  DEBUG,
  DEPLOYMENT,
  DUPLICATES,
  EXAMPLES,
  inferredFrom,
  SDK_V1,
} from '../sources.mjs';
import { emulated, notEmulated } from './fact.mjs';

export const OUTPUT = [
  emulated('O01', '`append_row_file_name` is converted to lower case.', inferredFrom(CONFIG)),
  emulated('O02', 'Names with any of `~ " # % & * : < > ? / \\ { }` or a vertical bar are rejected.', SDK_V1),
  emulated('O03', 'With `summary_only` there is no file of rows.', CONFIG),
  emulated('O04', "The script's own files in `AZUREML_BI_OUTPUT_PATH` stay.", CUSTOM_OUTPUT),
  notEmulated(
    'O05',
    'While a job runs, rows are only in `temp_<ip>_<pid>_<name>`; the file itself appears at the end.',
    inferredFrom(DUPLICATES),
    'when and in which order rows appear',
    'the file grows by complete mini-batches, so that a run can be followed',
  ),
  emulated('O06', 'Rows are UTF-8.', inferredFrom(DEBUG)),
  emulated('O07', '`outputs` in the current folder of a process is not kept.', inferredFrom(CUSTOM_OUTPUT)),
  emulated('O08', 'The file of rows is `parallel_run_step.txt` unless it is named.', CONFIG),
  emulated('O09', 'All processes share one output folder.', CUSTOM_OUTPUT),
  emulated('O10', 'The file of rows has no header.', CUSTOM_OUTPUT),
  emulated('O11', 'The file of rows of a batch deployment is `predictions.csv`.', DEPLOYMENT),
  notEmulated(
    'O12',
    'In v2 `append_row_to` names an output, as a file or a folder.',
    EXAMPLES,
    "v2's outputs by name",
    '`--output` and `--append_row_file_name` name it',
  ),
];
