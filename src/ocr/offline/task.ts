import type { Reading } from '../reading.ts';

/** What the engine asks of a thread. */
export type Task =
  | { readonly kind: 'warm-up' }
  | {
      readonly kind: 'read';
      readonly bytes: Uint8Array;
      /** One 32-bit flag; not 0 once nobody waits for the answer. */
      readonly cancelled: SharedArrayBuffer;
    };

/** What a thread answers; errors lose their class on the way between threads, so they travel as data. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'bad-item'; readonly code: string; readonly message: string; readonly reason: string }
  | { readonly kind: 'error'; readonly message: string };
