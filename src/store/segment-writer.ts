import { encodeFrame, type Frame } from './frame.ts';
import { Segment } from './segment.ts';

export interface SegmentWriterOptions {
  readonly folder: string;
  /** Unique among the processes that use the folder, now and later. */
  readonly owner: string;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly limits?: Partial<SegmentLimits>;
  /** Called at the first failure of writing; later ones are silent. */
  readonly onFailure: (error: unknown) => void;
  /** Called when a new segment is begun. */
  readonly onSegment?: () => void;
}

export interface SegmentLimits {
  readonly dataBytes: number;
  readonly logBytes: number;
  /** A segment is written to for so long at most, so that its age tells when all of it has expired. */
  readonly ageMs: number;
  /** After a failure nothing is written for so long. */
  readonly pauseMs: number;
}

const DEFAULT_LIMITS: SegmentLimits = {
  dataBytes: 64 * 1024 * 1024,
  logBytes: 16 * 1024 * 1024,
  ageMs: 60 * 60 * 1000,
  pauseMs: 60 * 1000,
};

/** Where a frame was written. */
export interface Written {
  readonly segment: string;
  readonly offset: number;
}

/**
 * Appends the frames of one process to segments, one after the other. Writing is never a reason to fail: on a full or
 * read-only disk nothing is written, and after a pause it is tried again.
 */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  readonly #limits: SegmentLimits;
  #segment: Segment | null = null;
  #segments = 0;
  #begun = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #hasFailed = false;

  constructor(options: SegmentWriterOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /** @returns where the frame is; null when it could not be written */
  append(frame: Frame): Written | null {
    const segment = this.#open();
    if (segment === null) return null;
    try {
      return { segment: segment.name, offset: segment.appendLog(encodeFrame(frame)) };
    } catch (error) {
      return this.#fail(error);
    }
  }

  /**
   * Writes a frame to the data and then, to the log, the frame that `toPointer` makes of its offset.
   *
   * @returns where the data is; null when it could not be written
   */
  async appendData(frame: Frame, toPointer: (offset: number) => Frame): Promise<Written | null> {
    const segment = this.#open();
    if (segment === null) return null;
    try {
      const offset = await segment.appendData(encodeFrame(frame), (at) => {
        segment.appendLog(encodeFrame(toPointer(at)));
        return at;
      });
      return { segment: segment.name, offset };
    } catch (error) {
      return this.#fail(error, segment);
    }
  }

  /** Ends writing, once what is being written has been written. */
  async close(): Promise<void> {
    this.#pausedUntil = Number.POSITIVE_INFINITY;
    await this.#retire();
  }

  #open(): Segment | null {
    const time = this.#options.now();
    if (time < this.#pausedUntil) return null;
    if (this.#segment !== null && this.#isFull(this.#segment, time)) void this.#retire();
    try {
      return (this.#segment ??= this.#begin(time));
    } catch (error) {
      return this.#fail(error);
    }
  }

  #begin(time: number): Segment {
    const { folder, owner, onSegment } = this.#options;
    this.#segments += 1;
    this.#begun = time;
    const segment = new Segment(folder, `${owner}-${this.#segments}`);
    onSegment?.();
    return segment;
  }

  #isFull({ dataBytes, logBytes }: Segment, time: number): boolean {
    const limits = this.#limits;
    return dataBytes >= limits.dataBytes || logBytes >= limits.logBytes || time - this.#begun >= limits.ageMs;
  }

  #fail(error: unknown, segment = this.#segment): null {
    if (segment === this.#segment) void this.#retire();
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.now() + this.#limits.pauseMs);
    if (!this.#hasFailed) this.#options.onFailure(error);
    this.#hasFailed = true;
    return null;
  }

  async #retire(): Promise<void> {
    const segment = this.#segment;
    this.#segment = null;
    await segment?.retire();
  }
}
