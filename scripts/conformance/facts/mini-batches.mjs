import {
  BATCH_SCORE,
  DEBUG,
  EXAMPLES,
  GUIDE,
  inferredFrom,
  NOTEBOOKS,
  PROMPTFLOW,
  SDK_V1,
  STEP,
  UNSPLIT_TABLES,
} from '../sources.mjs';
import { emulated, notEmulated } from './fact.mjs';
import { DRIVER_ARGUMENTS } from './topics.mjs';

export const MINI_BATCHES = [
  emulated(
    'M01',
    'A mini-batch of files is a list of absolute paths; the list knows its `task_id`.',
    BATCH_SCORE,
  ),
  emulated(
    'M02',
    'A mini-batch never mixes two folders: three folders of one file are three.',
    inferredFrom(DEBUG),
  ),
  emulated('M03', '`mini_batch_size` counts files; the last mini-batch of a folder may be short.', DEBUG),
  emulated('M04', 'Hidden files, and files that are no images, reach `run()`.', inferredFrom(DEBUG)),
  emulated('M05', 'Links to folders are followed; a broken link is a file.', inferredFrom(DEBUG)),
  emulated(
    'M06',
    'Files that a dataset names one by one are mixed, whatever their folders.',
    inferredFrom(STEP),
  ),
  emulated(
    'M07',
    'The context has `minibatch_index`, and `None` as `partition_key_value` and `dataset` for plain files.',
    inferredFrom(NOTEBOOKS),
  ),
  emulated('M08', "The context's `retry_count` counts the earlier attempts.", BATCH_SCORE),
  emulated('M09', 'A mini-batch keeps its number and its content in every attempt.', inferredFrom(DEBUG)),
  emulated('M10', 'Numbers of mini-batches count from 0, each once.', inferredFrom(BATCH_SCORE)),
  emulated('M11', 'A mini-batch that failed may be run by another process.', inferredFrom(DEBUG)),
  emulated('M12', 'A folder without files makes no mini-batch.', inferredFrom(DEBUG)),
  emulated('M13', 'With `partition_keys`, each combination of the keys is one mini-batch.', EXAMPLES),
  emulated('M14', 'With `partition_keys`, `partition_key_value` of the context has the keys.', NOTEBOOKS),
  emulated('M15', 'With `partition_keys`, `dataset` of the context is the part of the dataset.', NOTEBOOKS),
  notEmulated(
    'M16',
    '`global_row_index_lower_bound` of the context is the number of the first row.',
    PROMPTFLOW,
    DRIVER_ARGUMENTS,
    'the attribute is there and `None`, as it is without `--amlbi_mini_batch_rows`',
  ),
  notEmulated(
    'M17',
    'An input of the type `uri_file` is rejected.',
    PROMPTFLOW,
    'what AML rejects or lets pass',
    'a replay takes single files, so that one image can be tried',
  ),
  notEmulated(
    'M18',
    '`--rank_mini_batch_count` makes mini-batches without data.',
    SDK_V1,
    DRIVER_ARGUMENTS,
    'it is not documented',
  ),
  notEmulated(
    'M19',
    'Inputs are mounted, downloaded or read directly, as `mode` says.',
    GUIDE,
    'mounts',
    'the files are read where they are; faults of a mount can be injected',
  ),
  emulated(
    'M21',
    '`minibatch_index` of the context identifies a mini-batch of a job; it has the same one in a replay of its manifest.',
    BATCH_SCORE,
  ),
  emulated(
    'M20',
    'The files of a folder come in the order of the file system, which may be any.',
    inferredFrom(DEBUG),
  ),
];

/** What is not emulated of tables. */
const DATA_LAYER = "types and sources of AML's tables";

export const TABLES = [
  emulated('Z01', 'Of a table, `mini_batch_size` is a size: `10KB`, `1MB`.', DEBUG),
  emulated('Z02', 'A table reaches `run()` in DataFrames.', GUIDE),
  emulated('Z03', 'A mini-batch of a table never has rows of two files.', DEBUG),
  notEmulated(
    'Z04',
    'Sources that cannot be split, such as SQL, are one mini-batch.',
    UNSPLIT_TABLES,
    DATA_LAYER,
    'a replay reads files',
  ),
  emulated('Z05', 'For an empty DataFrame `run()` is not called.', inferredFrom(DEBUG)),
  notEmulated(
    'Z06',
    'How many items a table has is not known before the end.',
    inferredFrom(DEBUG),
    DATA_LAYER,
    'a replay counts the rows first',
  ),
  notEmulated(
    'Z07',
    'The data layer guesses the types of columns, so that `24` may be `24.0`.',
    inferredFrom(NOTEBOOKS),
    DATA_LAYER,
    'the first rows of a file decide which columns are texts, pandas the rest',
  ),
  emulated(
    'Z08',
    'Parquet is cut between its row groups; a file with one is one mini-batch.',
    UNSPLIT_TABLES,
  ),
];
