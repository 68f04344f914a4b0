import { startReader } from './reader-client.ts';
import { median } from './score.ts';

const ROUNDS = 3;

/** Images per second on one core and on two, which take turns, and the memory that they take. */
export async function reportSpeed(paths: readonly string[]): Promise<void> {
  const readers = await Promise.all([startReader(1, 'v4'), startReader(2, 'v4')]);
  const seconds: number[][] = [[], []];
  const megabytes = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, reader] of readers.entries()) {
      const result = await reader.read(paths);
      seconds[index]!.push(result.seconds);
      megabytes[index] = Math.max(megabytes[index]!, result.peakMegabytes);
    }
  }
  for (const index of [0, 1]) {
    const rate = (paths.length / median(seconds[index]!)).toFixed(2);
    console.log(`${index + 1} core(s): ${rate} images/s, ${megabytes[index]!.toFixed(0)} MB`);
  }
  await Promise.all(readers.map((reader) => reader.close()));
}
