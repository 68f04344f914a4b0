import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createImages } from './bench-images.ts';
import type { BenchCase } from './cases.ts';
import { messageOf, runCase, startProcess, startService } from './run-case.ts';
import type { LoopMeasures, LoopSetup } from './undici-loop.ts';

const IMAGES = 3000;
const IMAGE_BYTES = 50_000;
/** Of a service that never makes anyone wait. */
const PER_SECOND = 10_000;

const CASE: BenchCase = {
  name: 'no latency',
  argv: ['--service_tps', String(PER_SECOND)],
  images: IMAGES,
  imageBytes: IMAGE_BYTES,
  miniBatch: 300,
  processes: 1,
  perSecond: PER_SECOND,
  latencyMs: 0,
  boundSeconds: 1,
  goals: {},
};

/** Images per CPU second of the worker, as a share of those of a bare loop, against a service without latency. */
export async function shareOfBareLoop(seed: number): Promise<number> {
  const ours = await runCase(CASE, seed);
  return (await cpuOfLoop(seed)) / ours.cpuMsPerImage;
}

async function cpuOfLoop(seed: number): Promise<number> {
  const images = await createImages(IMAGES, IMAGE_BYTES);
  const service = await startService({
    perSecond: PER_SECOND,
    windowMs: null,
    latencyMs: 0,
    sigma: 0,
    seed,
    fall: null,
  });
  try {
    const child = startProcess('undici-loop');
    const setup: LoopSetup = { port: service.port, images };
    child.send(setup);
    return (await messageOf<LoopMeasures>(child)).cpuMsPerImage;
  } finally {
    service.stop();
    await rm(dirname(images[0] ?? ''), { recursive: true, force: true });
  }
}
