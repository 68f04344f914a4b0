import { createHash } from 'node:crypto';
import type { InitInjection, InjectionScript, RunInjection } from './injection.ts';

/** The fault of one `init()`, the same for the same seed whatever happens elsewhere in the job; null for none. */
export function chooseForInit({ seed, init }: InjectionScript, processNumber: number): InitInjection | null {
  const index = init.findIndex(
    ({ processes, probability }, rule) =>
      (processes === null || processes.includes(processNumber)) &&
      drawn(`${seed}:init:${rule}:${processNumber}`) < probability,
  );
  return init[index]?.injection ?? null;
}

/** The fault of one attempt at a mini-batch, whichever process makes it and when; null for none. */
export function chooseForRun(
  { seed, run }: InjectionScript,
  { index, attempt }: { readonly index: number; readonly attempt: number },
): RunInjection | null {
  const chosen = run.findIndex(
    ({ miniBatches, attempts, probability }, rule) =>
      (miniBatches === null || miniBatches.includes(index)) &&
      attempts.includes(attempt) &&
      drawn(`${seed}:run:${rule}:${index}:${attempt}`) < probability,
  );
  return run[chosen]?.injection ?? null;
}

/** From 0 to less than 1. */
function drawn(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE() / 2 ** 32;
}
