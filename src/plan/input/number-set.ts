const FIRST_CAPACITY = 1024;

/** A set of 64-bit numbers without an object for each: a million take 16 MB. */
export class NumberSet {
  size = 0;
  #hasZero = false;
  /** 0 is free. */
  #slots = new BigUint64Array(FIRST_CAPACITY);

  has(value: bigint): boolean {
    return value === 0n ? this.#hasZero : this.#slots[this.#slotOf(value)] === value;
  }

  /** @returns whether it is new */
  add(value: bigint): boolean {
    if (this.has(value)) return false;
    this.size += 1;
    if (value === 0n) this.#hasZero = true;
    else this.#slots[this.#slotOf(value)] = value;
    if (2 * this.size > this.#slots.length) this.#grow();
    return true;
  }

  #slotOf(value: bigint): number {
    const mask = this.#slots.length - 1;
    let slot = scattered(value) & mask;
    while (this.#slots[slot] !== 0n && this.#slots[slot] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const values = this.#slots;
    this.#slots = new BigUint64Array(values.length * 2);
    for (const value of values) if (value !== 0n) this.#slots[this.#slotOf(value)] = value;
  }
}

/** Numbers in a row, as sizes of files are, must not lie beside each other (Fibonacci hashing). */
function scattered(value: bigint): number {
  return Number(BigInt.asUintN(64, value * 0x9e3779b97f4a7c15n) >> 33n);
}
