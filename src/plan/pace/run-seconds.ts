import { miniBatchSeconds, type Pace } from './pace.ts';

/** Folders by the number of their images. A mini-batch never mixes two folders. */
export type FolderSizes = ReadonlyMap<number, number>;

/** The mini-batches that folders are cut into, by the number of their images. */
export function miniBatchSizes(folders: FolderSizes, miniBatchSize: number): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  const add = (size: number, count: number): void => {
    if (size > 0 && count > 0) sizes.set(size, (sizes.get(size) ?? 0) + count);
  };
  for (const [images, count] of folders) {
    add(miniBatchSize, Math.floor(images / miniBatchSize) * count);
    add(images % miniBatchSize, count);
  }
  return sizes;
}

/**
 * Seconds for all mini-batches in a number of processes, of which each takes the next mini-batch when it has ended one.
 * A process without one leaves its share of a rate unused.
 */
export function runSeconds(
  pace: Pace,
  folders: FolderSizes,
  miniBatchSize: number,
  processes: number,
): number {
  let sum = 0;
  let count = 0;
  let longest = 0;
  for (const [images, miniBatches] of miniBatchSizes(folders, miniBatchSize)) {
    const seconds = miniBatchSeconds(pace, images, processes);
    sum += miniBatches * seconds;
    count += miniBatches;
    longest = Math.max(longest, seconds);
  }
  if (count === 0) return 0;
  // Mini-batches of equal length end in rounds.
  return Math.max(longest, (sum / count) * Math.ceil(count / processes));
}
