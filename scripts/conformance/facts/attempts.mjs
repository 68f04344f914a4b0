import {
  CONFIG,
  DEBUG,
  DUPLICATES,
  EXIT_42,
  GUIDE,
  inferredFrom,
  LOW_PRIORITY,
  NOTHING_TO_APPEND,
  RELEASES,
  SCHEMA,
  STUCK,
} from '../sources.mjs';
import { emulated, notEmulated } from './fact.mjs';
import { AML_SYSTEM } from './topics.mjs';

export const ATTEMPTS = [
  emulated(
    'A01',
    '`run_max_try` counts attempts; after the last all items of the mini-batch have failed.',
    CONFIG,
  ),
  emulated('A02', 'With `run_max_try` 1 there is one attempt.', CONFIG),
  emulated(
    'A03',
    'A `run()` that takes too long is ended with its process; a new one calls `init()`.',
    DEBUG,
  ),
  emulated('A04', 'The death of a process fails the attempt, which is tried again in a new process.', DEBUG),
  emulated('A05', 'A process with more than 10 failed attempts is replaced.', inferredFrom(DEBUG)),
  emulated('A06', '`task_overhead_timeout`, 30 seconds, is added to the time limit of `run()`.', SCHEMA),
  emulated('A07', 'An attempt that raises leaves no rows.', inferredFrom(DUPLICATES)),
  emulated('A08', 'What a killed process has started does not outlive it.', inferredFrom(DEBUG)),
  emulated('A09', 'The error of an attempt and its traceback are in `logs/user/error`.', DEBUG),
  emulated('A10', 'A process goes on after an attempt that raised.', inferredFrom(DEBUG)),
  emulated(
    'A11',
    'When the acknowledgement of a mini-batch is lost, it is run again and its rows are there twice.',
    DUPLICATES,
  ),
  emulated(
    'A12',
    'Rows that a process wrote before it was killed stay; the next attempt writes them again.',
    inferredFrom(DUPLICATES),
  ),
  emulated('A13', 'The mini-batches of a lost node are run again.', DEBUG),
  emulated('A14', 'When the only node is preempted, the job is cancelled.', LOW_PRIORITY),
  notEmulated(
    'A15',
    'When more than half of the attempts fail alike, the final error names it as the cause.',
    inferredFrom(STUCK),
    AML_SYSTEM,
    '`job_error.txt` lists the reasons by their number',
  ),
  notEmulated(
    'A16',
    'Of a table, a mini-batch that failed counts as one failed item or so.',
    inferredFrom(DEBUG),
    "types and sources of AML's tables",
    'all of its rows count, as `error_threshold` says',
  ),
  emulated(
    'A17',
    'A process that the system kills for its memory fails the attempt, and is replaced.',
    DEBUG,
  ),
];

export const THRESHOLDS = [
  emulated('T01', '`error_threshold`: as many failed items complete the job.', CONFIG),
  emulated('T02', '`error_threshold`: one more stops the job, and what runs is killed.', CONFIG),
  emulated('T03', 'A fraction as `error_threshold` is rounded up.', inferredFrom(CONFIG)),
  emulated('T04', 'Items of a failed mini-batch count for `error_threshold`.', CONFIG),
  emulated(
    'T05',
    'With no threshold, a `summary_only` job whose every mini-batch failed completes.',
    inferredFrom(CONFIG),
  ),
  emulated('T06', 'With `append_row` such a job fails.', NOTHING_TO_APPEND),
  emulated('T07', 'A job that failed leaves only `temp_…` files of rows.', inferredFrom(DUPLICATES)),
  emulated('T08', 'An `error_threshold` of -1, the default of a replay, tolerates any number.', CONFIG),
  emulated('T09', 'A job that fails ends with exit code 42.', EXIT_42),
  emulated(
    'T10',
    '`allowed_failed_count`, in v2 `mini_batch_error_threshold`, limits the failed mini-batches.',
    RELEASES,
  ),
  emulated(
    'T11',
    '`allowed_failed_percent` limits them when all mini-batches have been scheduled.',
    RELEASES,
  ),
  notEmulated(
    'T12',
    'A failed first attempt may count for `allowed_failed_count`, although a later one succeeds.',
    CONFIG,
    'when AML counts failed mini-batches',
    'a mini-batch counts after its last attempt',
  ),
  emulated('T13', 'A job without progress for `--progress_update_timeout` fails.', SCHEMA),
  notEmulated(
    'T14',
    'A job without a first mini-batch after `first_task_creation_timeout` fails.',
    SCHEMA,
    'progress timeouts',
    'how long a mount takes to list is not known here; an argument of this name is noted',
  ),
  notEmulated(
    'T15',
    'An `error_threshold` that is no number counts as -1.',
    inferredFrom(CONFIG),
    'what AML rejects or lets pass',
    'it is rejected, so that a slip is seen',
  ),
  emulated('T16', 'Cancelling kills what runs; `shutdown()` is not promised.', inferredFrom(GUIDE)),
  notEmulated(
    'T17',
    'Where it is not given, `progress_update_timeout` is calculated from other settings.',
    SCHEMA,
    'progress timeouts',
    'the calculation is not public; without it there is no such limit',
  ),
];
