import { DEBUG, FROZEN_METRICS, inferredFrom, MORE_ROWS, SCHEMA, TROUBLESHOOTING } from '../sources.mjs';
import { emulated, notEmulated } from './fact.mjs';
import { AML_SYSTEM, PIPELINE } from './topics.mjs';

export const LOGS = [
  emulated('L01', '`print()` goes to `logs/user/stdout/<node>/process….stdout.txt`.', DEBUG),
  emulated('L02', 'The root logger writes to the same file.', inferredFrom(DEBUG)),
  emulated('L03', 'stderr goes to `logs/user/stderr`.', DEBUG),
  emulated('L04', 'What a child process prints without redirection goes to `logs/sys/node`.', DEBUG),
  emulated('L05', '`logs/job_result.txt` has the result, with mini-batches, items and the threshold.', DEBUG),
  emulated('L06', '`logs/job_progress_overview.<time>.txt` follows the progress.', DEBUG),
  emulated('L07', '`logs/sys/job_report/processed_mini-batches.csv` has a line for each mini-batch.', DEBUG),
  emulated('L08', '`logs/readme.txt` explains the files.', DEBUG),
  emulated('L09', '`logs/sys/master_role.txt` has the errors and warnings.', DEBUG),
  emulated('L10', 'The logger of `EntryScript` writes to `logs/user/entry_script_log`.', DEBUG),
  emulated('L11', '`logs/job_error.txt` groups the errors of a job that had any.', DEBUG),
  emulated('L12', 'Any number of printed lines fails no call.', inferredFrom(DEBUG)),
  emulated('L13', 'A mini-batch with surplus rows is a warning in the log.', MORE_ROWS),
  notEmulated(
    'L14',
    '`logs/sys/perf` has the use of CPU, memory and disk.',
    DEBUG,
    AML_SYSTEM,
    'look at the machine itself',
  ),
  notEmulated(
    'L15',
    '`logs/sys/error` has errors of the system.',
    DEBUG,
    AML_SYSTEM,
    'there is no such system',
  ),
  notEmulated(
    'L16',
    '`logs/sys/node/<node>/process….txt` is a log of the driver.',
    DEBUG,
    AML_SYSTEM,
    'the driver is another',
  ),
  notEmulated(
    'L17',
    '`--profiling_module` writes a profile of the entry script.',
    DEBUG,
    AML_SYSTEM,
    'profile the script under Python itself',
  ),
  notEmulated(
    'L18',
    'The job logs metrics, `Total MiniBatches` and others.',
    FROZEN_METRICS,
    AML_SYSTEM,
    '`summary.json` has the numbers',
  ),
  notEmulated(
    'L19',
    '`--copy_logs_to_parent` copies logs to the pipeline.',
    SCHEMA,
    PIPELINE,
    'a replay is one step',
  ),
  notEmulated(
    'L20',
    'Exit codes of the driver tell why a process left.',
    inferredFrom(TROUBLESHOOTING),
    AML_SYSTEM,
    '`job_error.txt` names the reason',
  ),
  emulated(
    'L21',
    "The end of a process is logged with Python's exit code: -9 where the system killed it, mostly for its memory.",
    DEBUG,
  ),
];
