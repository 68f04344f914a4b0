import { parseArgs } from 'node:util';
import { writeFiles } from './files.ts';
import { concludeStorm, runStorm } from './run-storm.ts';
import { SERVICE_FAULTS } from './service-faults.ts';

// npm run bench:storm -- [--files 5000] [--kills 58] [--keep]
//
// Reads thousands of files, a fifth of them bad in ten ways, through a service that fails one request in eight, while
// processes are killed at random. Every file must have exactly one outcome, and nothing may be left or shown.

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '58' },
    keep: { type: 'boolean', default: false },
  },
});

const result = await runStorm({
  writeFiles: (folder) => writeFiles(folder, Number(values.files)),
  faults: SERVICE_FAULTS,
  replay:
    '--host python --mini_batch_size 50 --process_count_per_node 3 --run_max_try 20 --run_invocation_timeout 120',
  // The emulator has no rate, and rejects requests at random: nothing can be learnt from that.
  worker: '--service_tps 600',
  kills: Number(values.kills),
  killEveryMs: 2000,
});
await concludeStorm(result, values.keep);
process.exitCode = result.exitCode === 0 && result.findings.every(({ count }) => count === 0) ? 0 : 1;
