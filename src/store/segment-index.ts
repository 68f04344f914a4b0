import { FRAME_KINDS, type Frame } from './frame.ts';
import { type KeyEntry, KeyTable } from './key-table.ts';

const NOTHING: KeyEntry = { attempts: 0, operation: null, reading: null };

/** A frame's place, by the segment's name. */
export interface NamedPlace {
  readonly segment: string;
  readonly offset: number;
}

/** What all logs tell of each key; the last frame of a kind counts, and all frames of attempts do, in any order. */
export class SegmentIndex {
  readonly #table = new KeyTable();
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  openAttempts(key: Buffer): number {
    return Math.max(0, this.#table.get(key)?.attempts ?? 0);
  }

  operation(key: Buffer): NamedPlace | null {
    return this.#named(this.#table.get(key)?.operation ?? null);
  }

  reading(key: Buffer): NamedPlace | null {
    return this.#named(this.#table.get(key)?.reading ?? null);
  }

  /** Takes a frame of a segment's log, which is at `offset` there. */
  add({ kind, key, payload }: Frame, segment: string, offset: number): void {
    const entry = this.#table.get(key) ?? NOTHING;
    const change = changeBy(kind, payload, entry, this.#numberOf(segment), offset);
    if (change !== null) this.#table.set(key, { ...entry, ...change });
  }

  #named(place: KeyEntry['reading']): NamedPlace | null {
    if (place === null) return null;
    return { segment: this.#names[place.log] ?? '', offset: place.offset };
  }

  #numberOf(segment: string): number {
    const known = this.#numbers.get(segment);
    if (known !== undefined) return known;
    this.#numbers.set(segment, this.#names.length);
    return this.#names.push(segment) - 1;
  }
}

/** Null for a frame of a later version. */
function changeBy(
  kind: number,
  payload: Buffer,
  { attempts }: KeyEntry,
  log: number,
  offset: number,
): Partial<KeyEntry> | null {
  switch (kind) {
    case FRAME_KINDS.attempt:
      return { attempts: attempts + 1 };
    case FRAME_KINDS.ended:
      return payload.length === 4 ? { attempts: attempts - payload.readUInt32LE(0) } : null;
    case FRAME_KINDS.operation:
      return { operation: { log, offset } };
    case FRAME_KINDS.forgotten:
      return { operation: null };
    case FRAME_KINDS.stored:
      return payload.length === 4 ? { reading: { log, offset: payload.readUInt32LE(0) } } : null;
    default:
      return null;
  }
}
