import { knownSecrets } from '../redaction/known-secrets.ts';

/**
 * The cause: the caller's options, one image, or something transient, so that a retry of the mini-batch may succeed.
 */
export type Fault = 'configuration' | 'item' | 'transient';

/**
 * Base of every error thrown on purpose: a stable `code` for machines, a message for people (what is wrong, the
 * value received, what is accepted, what to do next), a cause where there is one. Neither code nor message has a secret:
 * what a service echoes is removed.
 */
export abstract class WorkerError extends Error {
  abstract readonly fault: Fault;
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(knownSecrets.redactMessage(message), options);
    this.code = knownSecrets.redact(code);
    this.name = new.target.name;
  }
}

/** One image can never be read, however often it is retried. It becomes an outcome and does not affect other items. */
export class ItemError extends WorkerError {
  readonly fault = 'item';
}

/**
 * A service rejects an image for a reason that is not known to be the image's own. One image fails; when several share the
 * reason, the setup is at fault (`flow/rejection-watch`).
 */
export class UnexplainedRejection extends ItemError {
  /** The same for all images that are rejected alike. */
  readonly reason: string;

  constructor(code: string, message: string, reason = code) {
    super(code, message);
    this.reason = reason;
  }
}

/** Several images in a row were rejected alike: the setup is at fault, and every image would fail. */
export class RepeatedRejectionError extends WorkerError {
  readonly fault = 'configuration';
}

/** A later attempt may succeed: `run` raises it, so that AML retries the mini-batch. */
export class TransientError extends WorkerError {
  readonly fault = 'transient';
}

/** The host has gone away, or has given up this process. What the process was doing then may be why. */
export class HostGoneError extends TransientError {
  constructor() {
    super('host_gone', 'the host process went away during the run');
  }
}

/** The host called `init`, `run` or `shutdown` in a way the contract does not allow. */
export class ContractError extends WorkerError {
  readonly fault = 'configuration';
}

/** All problems of the arguments, reported together by `init`. */
export class ConfigurationError extends WorkerError {
  readonly fault = 'configuration';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super('invalid_arguments', describe(problems), options);
    this.problems = problems.map((problem) => knownSecrets.redactMessage(problem));
  }
}

function describe(problems: readonly string[]): string {
  if (problems.length === 1) return problems[0] ?? '';
  return `${problems.length} problems with the arguments:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;
}
