import { knownSecrets } from '../../redaction/known-secrets.ts';
import { describeExit } from './describe-exit.ts';
import type { HostExit } from './worker-host.ts';

/** Why an attempt failed, in AML's terms where they exist. */
export const ATTEMPT_FAILURES = [
  'EntryScriptRunException',
  'EntryScriptRunReturnWrongType',
  'EntryScriptRunReturnTooLarge',
  'EntryScriptRunTimeout',
  'EntryScriptInitException',
  'EntryScriptInitTimeout',
  'EntryScriptInvalid',
  'UnicodeEncodeError',
  'AcknowledgementLost',
  'ProcessDied',
] as const;
export type AttemptFailureReason = (typeof ATTEMPT_FAILURES)[number];

export abstract class HostError extends Error {
  readonly reason: AttemptFailureReason;

  constructor(reason: AttemptFailureReason, message: string) {
    super(knownSecrets.redactMessage(message));
    this.reason = reason;
    this.name = new.target.name;
  }
}

/** The entry script raised, or returned something that AML does not accept. The process lives on. */
export class EntryScriptError extends HostError {
  /** The script's own traceback or stack; empty where there is none. */
  readonly trace: string;

  constructor(reason: AttemptFailureReason, message: string, trace = '') {
    super(reason, message);
    this.trace = knownSecrets.redactMessage(trace);
  }
}

/** The process ended while a call was under way, or before it. */
export class HostDiedError extends HostError {
  /** @param cause why, where it is known: a clause */
  constructor(exit: HostExit, lastLines: readonly string[], cause?: string) {
    const said = lastLines.length === 0 ? '' : `; its last lines:\n${lastLines.join('\n')}`;
    super('ProcessDied', `the worker process ended ${describeExit(exit, cause)}${said}`);
  }
}

/** The call took longer than it may; the process has to be killed. */
export class HostTimeoutError extends HostError {
  constructor(reason: 'EntryScriptRunTimeout' | 'EntryScriptInitTimeout', seconds: number) {
    const call = reason === 'EntryScriptRunTimeout' ? 'run()' : 'init()';
    super(reason, `${call} did not return within ${seconds} s`);
  }
}

/** `run` returned more than a replay takes in one piece; the process has to be killed. */
export class HostReplyTooLargeError extends HostError {
  constructor(maxBytes: number) {
    const size = `${maxBytes / 1024 / 1024} MB`;
    super(
      'EntryScriptRunReturnTooLarge',
      `run() returned more than ${size} of rows, which is the most that a replay takes: return less in a row, or give a smaller --mini_batch_size`,
    );
  }
}
