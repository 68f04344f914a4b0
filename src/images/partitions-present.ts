import { posix } from 'node:path';
import { toDisplayPath } from '../files/file-system-path.ts';
import { findDatePartition } from './partition.ts';

const NAMED = 10;

/** Collects where images are: the date in their path, `2020/08/07`, or else their folder. */
export class PartitionsPresent {
  readonly #names = new Set<string>();

  add(path: string): void {
    this.#names.add(findDatePartition(path)?.name ?? toDisplayPath(posix.dirname(path)));
  }

  get count(): number {
    return this.#names.size;
  }

  /** `2020/08/07, 2020/08/08 and 12 more`; empty when there are none. */
  get description(): string {
    const names = [...this.#names].toSorted();
    const more = names.length - NAMED;
    return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
}
