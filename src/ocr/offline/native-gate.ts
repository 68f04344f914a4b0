/**
 * Ending a thread while native code runs on it crashes the process. Threads therefore make every native call inside this
 * gate; before threads are terminated, the gate is shut and drained.
 */
export interface NativeGate {
  /** Shared by all threads. */
  readonly memory: SharedArrayBuffer;
}

const SHUT = 0;
const INSIDE = 1;

export class GateShut extends Error {
  override readonly name = 'GateShut';
}

export function newGate(): NativeGate {
  return { memory: new SharedArrayBuffer(8) };
}

/** @throws GateShut when the threads are being ended */
export async function passGate<T>({ memory }: NativeGate, call: () => Promise<T>): Promise<T> {
  const state = new Int32Array(memory);
  // Count this thread before checking the gate: either it sees the shut gate, or the closing side sees it inside.
  Atomics.add(state, INSIDE, 1);
  try {
    if (Atomics.load(state, SHUT) !== 0) throw new GateShut('the threads are being ended');
    return await call();
  } finally {
    Atomics.sub(state, INSIDE, 1);
    Atomics.notify(state, INSIDE);
  }
}

export function isShut({ memory }: NativeGate): boolean {
  return Atomics.load(new Int32Array(memory), SHUT) !== 0;
}

/** Shuts the gate permanently; true once no thread is inside. */
export function shutGate({ memory }: NativeGate): boolean {
  const state = new Int32Array(memory);
  Atomics.store(state, SHUT, 1);
  return Atomics.load(state, INSIDE) === 0;
}

/** Shuts the gate and blocks this thread until no thread is inside, at most `limitMs`. */
export function shutGateNow(gate: NativeGate, limitMs: number): void {
  const state = new Int32Array(gate.memory);
  const end = performance.now() + limitMs;
  while (!shutGate(gate) && performance.now() < end) {
    Atomics.wait(state, INSIDE, Atomics.load(state, INSIDE), 50);
  }
}
