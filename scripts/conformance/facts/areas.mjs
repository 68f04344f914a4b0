import { ATTEMPTS, THRESHOLDS } from './attempts.mjs';
import { ARGUMENTS, MODES_AND_JOBS } from './environment.mjs';
import { FUNCTIONS } from './functions.mjs';
import { ENTRY_SCRIPT, IMPORT } from './import.mjs';
import { LOGS } from './logs.mjs';
import { MINI_BATCHES, TABLES } from './mini-batches.mjs';
import { OUTPUT } from './output.mjs';
import { FRAMES, RETURNED } from './returned.mjs';

/** What AML does, in the order of the page. */
export const AREAS = [
  { title: 'init, run, shutdown', facts: FUNCTIONS },
  { title: 'Import and folders', facts: IMPORT },
  { title: 'EntryScript', facts: ENTRY_SCRIPT },
  { title: 'Mini-batches and their context', facts: MINI_BATCHES },
  { title: 'Tables', facts: TABLES },
  { title: 'What run returns', facts: RETURNED },
  { title: 'DataFrames that run returns', facts: FRAMES },
  { title: 'Attempts', facts: ATTEMPTS },
  { title: 'Thresholds and verdicts', facts: THRESHOLDS },
  { title: 'Output', facts: OUTPUT },
  { title: 'Arguments and environment', facts: ARGUMENTS },
  { title: 'Kinds of jobs', facts: MODES_AND_JOBS },
  { title: 'Logs', facts: LOGS },
];
