import type { Reading } from '../reading.ts';

/** A request from the engine to a thread. */
export type Task =
  | { readonly kind: 'warm-up' }
  | {
      readonly kind: 'read';
      readonly bytes: Uint8Array;
      /** One 32-bit flag; not 0 once the result is no longer wanted. */
      readonly cancelled: SharedArrayBuffer;
    };

/** A thread's reply; errors lose their class between threads, so they are sent as data. */
export type ThreadReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'bad-item'; readonly code: string; readonly message: string; readonly reason: string }
  | { readonly kind: 'error'; readonly message: string };
