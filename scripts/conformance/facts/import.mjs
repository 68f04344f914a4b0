import { DEBUG, FORECASTING, inferredFrom, NO_PACKAGE, PROMPTFLOW, SILENT_DEBUG } from '../sources.mjs';
import { emulated } from './fact.mjs';

export const IMPORT = [
  emulated('P01', 'The entry script `a/b.py` is imported as `a.b`; relative imports work.', PROMPTFLOW),
  emulated(
    'P02',
    'A module beside an entry script in a subfolder cannot be imported by its bare name.',
    PROMPTFLOW,
  ),
  emulated(
    'P03',
    'The current folder is a private, temporary one, not the folder of the code.',
    inferredFrom(FORECASTING),
  ),
  emulated('P04', 'Each process has a current folder of its own.', inferredFrom(FORECASTING)),
  emulated('P05', '`__file__` is the absolute path in the snapshot.', inferredFrom(FORECASTING)),
  emulated(
    'P06',
    'Files of the code folder can be read; the job writes nothing there.',
    inferredFrom(FORECASTING),
  ),
  emulated('P07', 'The root of the snapshot is the first entry of `sys.path`.', inferredFrom(PROMPTFLOW)),
  emulated(
    'P08',
    '`__name__` is the dotted name: what is guarded by `__main__` does not run.',
    inferredFrom(PROMPTFLOW),
  ),
  emulated('P09', 'Its standard input is empty.', inferredFrom(DEBUG)),
];

export const ENTRY_SCRIPT = [
  emulated('S01', '`EntryScript()` is one object for the process, whatever is set on it.', DEBUG),
  emulated(
    'S02',
    '`working_dir` is where the driver was started, not the current folder.',
    inferredFrom(DEBUG),
  ),
  emulated('S03', '`output_dir` is `AZUREML_BI_OUTPUT_PATH`.', DEBUG),
  emulated('S04', '`log_dir` exists; what is written there is kept with the logs.', DEBUG),
  emulated('S05', '`logger.debug` shows nothing at the level INFO.', SILENT_DEBUG),
  emulated('S06', '`logger.debug` shows with `--logging_level DEBUG`.', SILENT_DEBUG),
  emulated(
    'S07',
    '`EntryScript()` works at import, in `init()`, in `run()` and in `shutdown()`.',
    inferredFrom(DEBUG),
  ),
  emulated('S08', '`azureml_user.parallel_run` is there without an installed package.', NO_PACKAGE),
  emulated('S09', '`agent_name` is the name of the process in the logs, `process007`.', DEBUG),
];
