import { readdir, stat } from 'node:fs/promises';
import type { Frame } from './frame.ts';
import { readLog } from './segment-reader.ts';
import { logFileOf } from './segment.ts';

const LOG = '.log';

interface Follower {
  /** Read so far, in bytes. */
  offset: number;
  /** The size of the file when it was last looked at. */
  size: number;
}

export interface SegmentFollowersOptions {
  readonly folder: string;
  /** Segments of this process: their frames are known already. */
  readonly isOwn: (segment: string) => boolean;
  readonly onFrame: (frame: Frame, segment: string, offset: number) => void;
}

/** Follows the logs of the other processes of a folder. */
export class SegmentFollowers {
  readonly #options: SegmentFollowersOptions;
  readonly #followers = new Map<string, Follower>();

  constructor(options: SegmentFollowersOptions) {
    this.#options = options;
  }

  /** Reads what was written since the last call. A log that cannot be read is left for the next one. */
  async readOn(): Promise<void> {
    const files = await readdir(this.#options.folder).catch(() => []);
    for (const file of files.filter((name) => name.endsWith(LOG))) {
      const segment = file.slice(0, -LOG.length);
      if (!this.#options.isOwn(segment)) await this.#readOn(segment).catch(() => {});
    }
  }

  async #readOn(segment: string): Promise<void> {
    const { folder, onFrame } = this.#options;
    const file = logFileOf(folder, segment);
    const { size } = await stat(file);
    const follower = this.#followers.get(segment) ?? { offset: 0, size: 0 };
    if (size === follower.size) return;
    const offset = await readLog(file, follower.offset, (frame, at) => onFrame(frame, segment, at));
    this.#followers.set(segment, { offset, size });
  }
}
