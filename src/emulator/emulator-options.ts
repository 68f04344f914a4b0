import type { OcrEngine } from '../ocr/engine.ts';
import type { ErrorShape } from './error-answers.ts';
import type { FaultScript } from './faults/fault.ts';
import type { AuthOptions } from './server/keys.ts';
import type { Latency } from './server/latency.ts';
import type { Clock } from '../flow/clock.ts';
import type { Rates, Tier } from './server/rates.ts';
import type { ReadingCache } from './reading/reader.ts';
import type { PublishedIteration } from './services/custom-vision.ts';

export interface EmulatorOptions extends Partial<AuthOptions> {
  /** Where the answers come from. It stays the caller's to close. */
  readonly engine: OcrEngine;
  readonly readingCache?: ReadingCache | null;
  /** 127.0.0.1 by default; anything that is not loopback needs `allowRemote`. */
  readonly host?: string;
  readonly allowRemote?: boolean;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** With a certificate made at start; `ca` of the result is what clients must trust. */
  readonly tls?: boolean;
  readonly key?: string;
  /** S1 by default. */
  readonly tier?: Tier;
  /** Over the tier's own. */
  readonly rates?: Partial<Rates>;
  /** 0 ms by default. */
  readonly latency?: Latency;
  /** Of the latencies. */
  readonly seed?: number;
  /** By default 48 h for Read and 24 h for Document Intelligence. */
  readonly operationLifetimeMs?: number;
  /** On 429 answers; true by default. */
  readonly retryAfterHeader?: boolean;
  /** Of Read's errors; wrapped by default. */
  readonly errorShape?: ErrorShape;
  readonly publishedIteration?: PublishedIteration | null;
  readonly faults?: FaultScript;
  /** SHA-256 to file name, for fault rules with `image_name`. */
  readonly imageNames?: ReadonlyMap<string, string>;
  /** Key Vault secrets by name; `{key}` and `{url}` in a value become the current key and this server's URL. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}
