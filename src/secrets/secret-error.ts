import { TransientError, WorkerError } from '../contract/errors.ts';

/** The code of the part to fix, for tables and tests: the secret's location, its permissions or its content. */
export type SecretErrorCode =
  | 'secret_name'
  | 'secret_value'
  | 'secret_missing'
  | 'secret_disabled'
  | 'secret_expired'
  | 'secret_role'
  | 'secret_identity'
  | 'secret_network'
  | 'vault_address';

/**
 * A secret cannot be used until a person changes something. Names secrets and fields, never a value; it has no
 * cause, because the errors of the Azure clients hold requests and, for a broken body, the response itself.
 */
export class SecretError extends WorkerError {
  readonly fault = 'configuration';
  readonly problems: readonly string[];

  constructor(code: SecretErrorCode, problems: readonly string[]) {
    super(code, describe(problems));
    this.problems = problems;
  }
}

/** One error for all problems; transient only when none of them needs a person. */
export function combineErrors(errors: readonly [WorkerError, ...WorkerError[]]): WorkerError {
  const [first] = errors;
  if (errors.length === 1) return first;
  const problems = [...new Set(errors.flatMap(problemsOf))];
  const permanent = errors.find((error) => error instanceof SecretError);
  if (permanent) return new SecretError(permanent.code as SecretErrorCode, problems);
  return new TransientError(first.code, describe(problems));
}

function problemsOf(error: WorkerError): readonly string[] {
  return error instanceof SecretError ? error.problems : [error.message];
}

function describe(problems: readonly string[]): string {
  if (problems.length === 1) return problems[0] ?? '';
  return `${problems.length} problems with the secrets:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;
}
