/** What goes wrong in `init()`. */
export type InitInjection =
  /** It raises. */
  | { readonly fault: 'init_failure' }
  /** It takes so many seconds longer. */
  | { readonly fault: 'slow_init'; readonly seconds: number };

export const MOUNT_ERRORS = ['io', 'missing'] as const;
/** Opening a file fails: `io` as with a mount that lost its storage (EIO), `missing` as with a blob that is gone (ENOENT). */
export type MountError = (typeof MOUNT_ERRORS)[number];

/** What goes wrong in or after one `run()`. */
export type RunInjection =
  /** It never returns. */
  | { readonly fault: 'timeout' }
  /** The system kills its process, as when memory is short. */
  | { readonly fault: 'out_of_memory' }
  /** Its process is killed after it wrote so many rows (half of them unless given), and with `torn` in the middle of the next. */
  | { readonly fault: 'killed_while_writing'; readonly rows?: number; readonly torn?: boolean }
  /** All rows are written, but nobody hears of it. */
  | { readonly fault: 'lost_acknowledgement' }
  /** Every process of the node ends; the node is replaced. */
  | { readonly fault: 'node_loss' }
  /** The only node is taken away, and no other comes. */
  | { readonly fault: 'preemption' }
  /** Its files cannot be read. */
  | { readonly fault: 'failing_mount'; readonly error?: MountError }
  /** Each of its files takes so many seconds longer. */
  | { readonly fault: 'slow_mount'; readonly seconds: number };

/** Which calls of `init()` get a fault; all given conditions must hold. */
export interface InitRule {
  readonly injection: InitInjection;
  /** Numbers of processes, from 1; null for any. */
  readonly processes: readonly number[] | null;
  readonly probability: number;
}

/** Which attempts get a fault; all given conditions must hold. */
export interface RunRule {
  readonly injection: RunInjection;
  /** Numbers of mini-batches, from 0; null for any. */
  readonly miniBatches: readonly number[] | null;
  /** From 1. */
  readonly attempts: readonly number[];
  readonly probability: number;
}

/** The rules of a script, in their order; the first that fires decides. */
export interface InjectionScript {
  readonly seed: number;
  readonly init: readonly InitRule[];
  readonly run: readonly RunRule[];
}
