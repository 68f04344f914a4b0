import { parseArgs } from 'node:util';
import { concludeStorm, runStorm } from '../storm/run-storm.ts';
import { writeImages } from './images.ts';

// npm run bench:money -- [--images 1000] [--kills 10] [--keep]
//
// What a service bills for images of which a tenth are copies of others, while one request in twenty fails in each of
// seven ways and processes are killed. No fault is one after which a second submit is unavoidable: an accepted submit whose
// response is lost, an operation that the service loses.

const MOST_BILLED = 1.01;

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '10' },
    keep: { type: 'boolean', default: false },
  },
});

const FAULTS = [
  { fault: 'throttle', retry_after: 1 },
  { fault: 'status', status: 500, body: 'json' },
  { fault: 'status', status: 503, body: 'empty' },
  { fault: 'reset', when: 'before_body' },
  { fault: 'hang', seconds: 1 },
  { fault: 'slow_body', seconds: 1 },
  { fault: 'bad_body', body: 'truncated' },
];

const result = await runStorm({
  writeFiles: (folder) => writeImages(folder, Number(values.images)),
  faults: JSON.stringify({
    seed: 7,
    rules: ['read.submit', 'read.result'].flatMap((on) =>
      FAULTS.map((fault) => Object.assign({ on, probability: 0.05 }, fault)),
    ),
  }),
  replay:
    '--host python --mini_batch_size 50 --process_count_per_node 3 --run_max_try 20 --run_invocation_timeout 120',
  worker: '--service_tps 60',
  kills: Number(values.kills),
  killEveryMs: 3000,
});
await concludeStorm(result, values.keep);
const isLost = result.findings.some(({ count }) => count > 0);
process.exitCode = result.exitCode === 0 && !isLost && result.billedPerDistinctImage <= MOST_BILLED ? 0 : 1;
