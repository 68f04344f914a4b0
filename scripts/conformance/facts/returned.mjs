import {
  BATCH_SCORE,
  DEBUG,
  EXAMPLES,
  inferredFrom,
  MORE_ROWS,
  NO_ROW_NO_SUCCESS,
  NONE_RETURNED,
  NOTHING_TO_APPEND,
  SCORING,
  TO_CSV,
} from '../sources.mjs';
import { emulated, notEmulated } from './fact.mjs';
import { DRIVER_ARGUMENTS } from './topics.mjs';

const WRONG = inferredFrom(NONE_RETURNED);

export const RETURNED = [
  emulated('R01', '`run()` that returns `None` fails the attempt.', NONE_RETURNED),
  emulated('R02', '`run()` that returns text fails the attempt.', WRONG),
  emulated('R03', '`run()` that returns a dict fails the attempt.', WRONG),
  emulated('R04', '`run()` that returns bytes fails the attempt.', WRONG),
  emulated('R05', '`run()` that returns a set fails the attempt.', WRONG),
  emulated('R06', '`run()` that returns a generator fails the attempt.', WRONG),
  emulated('R07', '`run()` that returns a number fails the attempt.', WRONG),
  emulated('R08', '`run()` that returns `True` fails the attempt.', WRONG),
  emulated('R09', 'A numpy array is a wrong type.', WRONG),
  emulated('R10', 'A pandas Series is a wrong type.', WRONG),
  emulated('R11', 'A tuple is taken like a list.', inferredFrom(DEBUG)),
  emulated(
    'R12',
    "Elements are written as `str()` gives them: Python's `None`, numbers.",
    inferredFrom(SCORING),
  ),
  emulated('R13', "A dict is written as Python's repr, not as JSON; bytes as `b'…'`.", inferredFrom(SCORING)),
  emulated('R14', 'Nothing is escaped: a line feed in an element makes two lines.', inferredFrom(DEBUG)),
  emulated('R15', 'CR and CR LF in an element become LF in the file of rows.', inferredFrom(DEBUG)),
  emulated(
    'R16',
    'An element with a lone surrogate fails the attempt, which is tried again.',
    inferredFrom(DEBUG),
  ),
  emulated(
    'R17',
    'An element is written as `format()` gives it, `__format__` included.',
    inferredFrom(DEBUG),
  ),
  emulated('R18', 'Missing rows are failed items; the mini-batch is not tried again.', NO_ROW_NO_SUCCESS),
  emulated(
    'R19',
    'Surplus rows are all written, with a warning; no more items succeed than there are.',
    MORE_ROWS,
  ),
  emulated('R20', 'Rows are counted; which item one is of is not checked.', DEBUG),
  emulated(
    'R21',
    'With `append_row`, a job in which every mini-batch returned `[]` fails.',
    NOTHING_TO_APPEND,
  ),
  emulated('R22', 'With `summary_only`, such a job completes.', inferredFrom(NOTHING_TO_APPEND)),
  emulated('R23', 'A single mini-batch that returns `[]` does not fail the job.', EXAMPLES),
  emulated('R24', 'With `summary_only` the content is dropped and its length is counted.', DEBUG),
  notEmulated(
    'R25',
    'The rows of the processes are joined in an arbitrary order.',
    DEBUG,
    'when and in which order rows appear',
    'the order in which mini-batches end, or `--ordered`',
  ),
  notEmulated(
    'R26',
    '`--append_row_safe_output` changes how large rows are written.',
    BATCH_SCORE,
    DRIVER_ARGUMENTS,
    'what it does is not public',
  ),
];

export const FRAMES = [
  emulated(
    'D01',
    'A DataFrame is written without header and index, a space between fields; quotes as pandas sets them.',
    inferredFrom(EXAMPLES),
  ),
  emulated('D02', 'Numbers and missing values are as pandas writes them.', TO_CSV),
  emulated(
    'D03',
    'A column of midnights is written as dates, one with other times as quoted timestamps.',
    TO_CSV,
  ),
  emulated('D04', 'Timestamps with a zone are written with it.', TO_CSV),
  emulated('D05', 'Categories, booleans, lists and dicts in a frame are as pandas writes them.', TO_CSV),
  emulated('D06', 'An index, also a MultiIndex, is not written.', inferredFrom(EXAMPLES)),
  emulated('D07', 'Two columns of the same name are both written.', TO_CSV),
  emulated('D08', 'Nullable integers and the string type are as pandas writes them.', TO_CSV),
  emulated('D09', 'An empty frame is no row and no line: all items failed.', inferredFrom(NO_ROW_NO_SUCCESS)),
  emulated(
    'D10',
    '`parallel_run_step.settings.json` beside the entry script changes the arguments of `to_csv`.',
    EXAMPLES,
  ),
  emulated('D11', 'Rows of a frame are counted, not lines.', DEBUG),
  emulated('D12', 'A row of missing values only is one line.', TO_CSV),
];
