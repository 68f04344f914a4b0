import { CASES } from '../flow/cases.ts';
import { printRow } from '../flow/report.ts';
import { runCase } from '../flow/run-case.ts';
import { PEERS } from './peers.ts';
import { withPython } from './python.ts';
import { runPeer } from './run-peer.ts';

// npm run bench:peers
//
// The worker and other clients, as their users write them, one after another against the same service: 20 requests a
// second over submits and polls, log-normal latency with a median of 1.5 s. `finishedShare` is the share of images that
// were read; a peer's other images were lost to status 429.

const SEED = 1;
const OURS = '20/s stated, mini-batches of 100';

const ours = CASES.find(({ name }) => name === OURS);
if (ours === undefined) throw new Error(`There is no case "${OURS}".`);
const { rows, wallOverBound, requestsPerImage, rejectedShare, cpuMsPerImage } = await runCase(ours, SEED);
const finishedShare = rows / ours.images;
printRow({
  name: `parallel-run-ocr, ${OURS}`,
  measures: { finishedShare, wallOverBound, requestsPerImage, rejectedShare, cpuMsPerImage },
  goals: { wallOverBound: 1.05, requestsPerImage: 2.1, rejectedShare: 0.01 },
});

await withPython(async (python) => {
  for (const peer of PEERS) {
    printRow({ name: peer.name, measures: { ...(await runPeer(peer, python, SEED)) }, goals: {} });
  }
});
