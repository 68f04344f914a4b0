import { availableParallelism } from 'node:os';
import type { Sample } from './ground-truth.ts';
import { readNatively } from './native.ts';
import { startReader } from './reader-client.ts';

/** Seconds for all images; NaN where the machine has too few cores. */
export interface Round {
  oneCore: number;
  twoCores: number;
  native: number;
}

export interface Measurement {
  readonly rounds: readonly Round[];
  /** Texts in the order of the samples. */
  readonly ours: readonly string[];
  readonly native: readonly string[];
  readonly peakMegabytes: { readonly oneThread: number; readonly twoThreads: number };
}

/** Small enough that a slow phase of the machine affects all engines alike; large enough to keep two threads busy. */
const CHUNK = 28;

/** The engines take turns on each chunk of images, in several rounds. */
export async function measure(samples: readonly Sample[], roundCount: number): Promise<Measurement> {
  const one = await startReader(1);
  const two = availableParallelism() > 1 ? await startReader(2) : null;
  const [ours, native]: [string[], string[]] = [[], []];
  const peakMegabytes = { oneThread: 0, twoThreads: 0 };
  const rounds: Round[] = [];
  for (let round = 0; round < roundCount; round++) {
    const total: Round = { oneCore: 0, twoCores: 0, native: 0 };
    for (const chunk of mixedChunks(samples.length)) {
      const paths = chunk.map((index) => samples[index]!.path);
      const byOne = await one.read(paths);
      const byNative = readNatively(paths);
      const byTwo = await two?.read(paths);
      total.oneCore += byOne.seconds;
      total.native += byNative.seconds;
      total.twoCores += byTwo?.seconds ?? Number.NaN;
      peakMegabytes.oneThread = Math.max(peakMegabytes.oneThread, byOne.peakMegabytes);
      peakMegabytes.twoThreads = Math.max(peakMegabytes.twoThreads, byTwo?.peakMegabytes ?? 0);
      chunk.forEach((index, at) => {
        ours[index] = byOne.texts[at]!;
        native[index] = byNative.texts[at]!;
      });
    }
    rounds.push(total);
  }
  await Promise.all([one.close(), two?.close()]);
  return { rounds, ours, native, peakMegabytes };
}

/**
 * Every chunk has images from the entire list, so that chunks are comparable; in reverse order, so that the cheap
 * crops come last.
 */
function mixedChunks(count: number): number[][] {
  const chunks = Math.ceil(count / CHUNK);
  const indices = Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: chunks }, (_, chunk) =>
    indices.filter((index) => index % chunks === chunk).toReversed(),
  );
}
