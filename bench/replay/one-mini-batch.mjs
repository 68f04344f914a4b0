// One process for one mini-batch, as xargs and GNU parallel start it: paths are arguments, rows go to stdout.
import { run } from './entry.mjs';

process.stdout.write(run(process.argv.slice(2)).join('\n') + '\n');
