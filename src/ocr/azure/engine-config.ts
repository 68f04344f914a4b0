import type { TokenCredential } from '@azure/core-auth';
import type { Tier } from '../../config/worker-options.ts';
import type { FlowControl } from '../../flow/flow-control.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Proxies } from '../../network/proxies.ts';
import type { Reading } from '../reading.ts';
import type { OperationMemoryFor } from './operation-memory.ts';
import type { KeepResult } from './paid-calls.ts';
import type { KeySource } from './transport/key-authorizer.ts';

/** How the worker authenticates to a service. */
export type ServiceAuth =
  | { readonly kind: 'key'; readonly keys: KeySource }
  | { readonly kind: 'entra'; readonly credential: TokenCredential; readonly audience: string }
  | { readonly kind: 'none' };

export interface TimeLimits {
  /** Limit of one request, from its start to the last byte of its response, in milliseconds. */
  readonly requestMs: number;
  /** Limit of the work on one image, in milliseconds; waiting for a turn is no work. */
  readonly imageMs: number;
  /** Age of an operation at its first poll, in milliseconds, until the first polls have taught a better one. */
  readonly firstPollMs: number;
}

export const DEFAULT_TIME_LIMITS: TimeLimits = { requestMs: 60_000, imageMs: 120_000, firstPollMs: 1000 };

/** The address of a service and how to connect to it. */
export interface ServiceConfig {
  /** For example `https://name.cognitiveservices.azure.com`. */
  readonly endpoint: string;
  readonly auth: ServiceAuth;
  readonly flow: FlowControl;
  readonly logger: Logger;
  readonly timeLimits?: Partial<TimeLimits>;
  /** None by default. */
  readonly proxies?: Proxies;
  /** Certificate authorities to trust instead of Node's, PEM. */
  readonly ca?: string;
}

/** What to read and how; an engine ignores what its service does not know. */
export interface AzureEngineConfig extends ServiceConfig {
  readonly tier?: Tier;
  /** BCP-47; when absent, the service detects the language. */
  readonly language?: string;
  /** Page ranges of PDF and TIFF documents, for example `['1-3', '7']`. */
  readonly pages?: readonly string[];
  readonly readingOrder?: 'basic' | 'natural';
  /** `latest` or a date such as `2022-04-30`. */
  readonly modelVersion?: string;
  /** The operations that were submitted before; when absent, none is remembered. */
  readonly operations?: OperationMemoryFor;
  /** For a service that responds with the reading; when absent, one that comes too late is lost to other processes. */
  readonly keepReading?: KeepResult<Reading>;
}
