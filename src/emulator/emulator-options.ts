import type { Clock } from '../flow/clock.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { ErrorShape } from './error-responses.ts';
import type { FaultScript } from './faults/fault.ts';
import type { ReadingCache } from './reading/cached-reader.ts';
import type { ServerCertificate } from './server/certificate.ts';
import type { AuthOptions } from './server/keys.ts';
import type { Latency } from './server/latency.ts';
import type { Rates, Sku } from './server/rates.ts';
import type { PublishedIteration } from './services/custom-vision.ts';

/** Every option is optional: `{}` starts a server on a free loopback port that reads synthetic text. */
export interface EmulatorOptions extends Partial<AuthOptions> {
  /**
   * Reads the images; by default the synthetic engine, which returns the same invented text for the same bytes. It is
   * not closed with the server.
   */
  readonly engine?: OcrEngine;
  /** Stores readings for later runs, by the image's SHA-256; null, the default, caches them in memory only. */
  readonly readingCache?: ReadingCache | null;
  /** The address to listen on; 127.0.0.1 by default. One that is not loopback needs `allowRemote`. */
  readonly host?: string;
  /** Allows an address that other machines can reach; false by default. The keys give no protection. */
  readonly allowRemote?: boolean;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /**
   * Serves HTTPS with a certificate created at start, or with this one; the result's `ca` is its authority. False by
   * default.
   */
  readonly tls?: boolean | ServerCertificate;
  /**
   * A path that the reading services and the detector are below, for example `/gw/ocr`, as behind a company's gateway;
   * `Operation-Location` does not contain it, as behind a gateway that rewrites no headers. None by default.
   */
  readonly pathPrefix?: string;
  /** Further DNS names of the certificate that is created, which requests may then use as `Host`; none by default. */
  readonly names?: readonly string[];
  /** The key that every service accepts; `emulator-key-1` by default. */
  readonly key?: string;
  /** The pricing tier, which sets size limits and rates; S1 by default. */
  readonly sku?: Sku;
  /** Replaces the pricing tier's rate for these budgets; null never throttles. */
  readonly rates?: Partial<Rates>;
  /** How long a service works on one image; 0 ms by default. */
  readonly latency?: Latency;
  /** Seed for sampling `latency`; 1 by default. */
  readonly seed?: number;
  /** Milliseconds until an operation's result is forgotten; by default 48 h for Read and 24 h for Document Intelligence. */
  readonly operationLifetimeMs?: number;
  /** Whether a 429 response has a Retry-After header; true by default. */
  readonly retryAfterHeader?: boolean;
  /** The shape of Read's error responses; wrapped by default. */
  readonly errorShape?: ErrorShape;
  /** The only Custom Vision iteration; null, the default, accepts any project and name. */
  readonly publishedIteration?: PublishedIteration | null;
  /** The faults to inject; none by default. `parseFaults` reads them from JSON. */
  readonly faults?: FaultScript;
  /** SHA-256 to file name, for fault rules with `image_name`; empty by default. */
  readonly imageNames?: ReadonlyMap<string, string>;
  /** Key Vault secrets by name; `{key}` and `{url}` in a value become the current key and this server's URL. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The clock for rates, latencies and lifetimes; the system's by default. Tests provide their own. */
  readonly clock?: Clock;
}
