import { FirstPollAge } from './first-poll-age.ts';

/** What is known of an image before it is read, and has to do with how long that takes. */
export interface PollClass {
  /** A format that holds several pages. */
  readonly document: boolean;
  readonly bytes: number;
  /** Submitted by an earlier attempt, which has not found its result. */
  readonly takenUp?: boolean;
}

export interface PollAgesOptions {
  /** Age of the first poll before anything is known, milliseconds. */
  readonly startMs: number;
  /** No first poll is earlier, milliseconds. */
  readonly shortestMs: number;
}

const WIDER = 1.3;
const WIDER_AT_THE_END = 1.15;
const SHORTEST_WAIT_MS = 100;

/** The ages at which operations are polled: first when a result is likely, then at wider and wider intervals. */
export class PollAges {
  readonly #options: PollAgesOptions;
  /** Where a class starts. */
  readonly #common: FirstPollAge;
  readonly #classes = new Map<string, FirstPollAge>();

  constructor(options: PollAgesOptions) {
    this.#options = options;
    this.#common = new FirstPollAge(options.startMs, options.shortestMs);
  }

  /** Age of the first poll, milliseconds after the operation began. */
  first(of: PollClass): number {
    return (this.#classes.get(nameOf(of)) ?? this.#common).ms;
  }

  /** Age of the earliest first poll of any class, milliseconds. */
  get earliest(): number {
    return Math.min(this.#common.ms, ...[...this.#classes.values()].map(({ ms }) => ms));
  }

  /**
   * Age of the poll after one that found no result.
   *
   * @param lastImages nothing is left to submit, so that a poll more costs less than a wait
   */
  next(ageMs: number, lastImages: boolean): number {
    return Math.max(ageMs * (lastImages ? WIDER_AT_THE_END : WIDER), ageMs + SHORTEST_WAIT_MS);
  }

  /** A poll leaves at this age. */
  leaves(of: PollClass, ageMs: number): void {
    for (const age of this.#agesOf(of)) age.leaves(ageMs);
  }

  /** The age at which a poll left, whether it found a result, and whether it was the first one of its operation. */
  note(of: PollClass, ageMs: number, found: boolean, isFirst: boolean): void {
    for (const age of this.#agesOf(of)) age.note(ageMs, found, isFirst);
  }

  #agesOf(of: PollClass): readonly FirstPollAge[] {
    const name = nameOf(of);
    const own = this.#classes.get(name) ?? new FirstPollAge(this.#common.ms, this.#options.shortestMs);
    this.#classes.set(name, own);
    // What an earlier attempt has waited for in vain says nothing about the others.
    return of.takenUp === true ? [own] : [own, this.#common];
  }
}

const MIB = 1024 * 1024;

function nameOf({ document, bytes, takenUp = false }: PollClass): string {
  const size = bytes < MIB / 2 ? 'small' : bytes < 2 * MIB ? 'medium' : 'large';
  return `${takenUp ? 'taken up ' : ''}${document ? 'document' : 'image'} ${size}`;
}
